// Starts the page of labelling.

import { at } from "../elements.ts";
import { Refused } from "../server.ts";
import { languageSwitch, rememberedLanguage, showLanguage, showTheme, themeSwitch } from "../switches.ts";
import { language, speak } from "../texts.ts";
import { readLabelling } from "./desk.ts";
import { Page } from "./page.ts";
import { rememberedName, rememberName } from "./person.ts";
import type { LabelInterface } from "./types.ts";

let page: Page;

async function start(): Promise<void> {
  const told = await speak(rememberedLanguage(), readLabelling);
  at("failed").hidden = true;
  at("app").hidden = false;
  page = new Page(told);
  themeSwitch();
  named();
  languageSwitch((chosen) => void change(chosen));
  at("naming").addEventListener("submit", (event) => {
    event.preventDefault();
    const name = at<HTMLInputElement>("name").value.trim();
    if (name) void begin(name);
  });
  at("who-change").addEventListener("click", () => ask(""));
  const known = rememberedName();
  if (known) await begin(known);
  else ask("");
}

function ask(name: string): void {
  for (const id of ["work", "end", "actions", "who", "progress"]) at(id).hidden = true;
  at("naming").hidden = false;
  at<HTMLInputElement>("name").value = name;
  at("name").focus();
}

async function begin(name: string): Promise<void> {
  rememberName(name);
  at("naming").hidden = true;
  at("who-name").textContent = name;
  at("who").hidden = false;
  await page.begin(name);
}

async function change(chosen: string): Promise<void> {
  let told: LabelInterface;
  try {
    told = await speak(chosen, readLabelling);
  } catch {
    return; // the server is away; the next key says so
  }
  named();
  page.translate(told);
}

function named(): void {
  showLanguage(language());
  showTheme();
}

function attempt(): void {
  start().catch((error: unknown) => {
    at("failed").hidden = false;
    const words = error instanceof Refused ? error.message : "";
    at("failed-words").textContent = words;
    for (const each of at("failed").querySelectorAll<HTMLElement>("[lang]")) each.hidden = Boolean(words);
  });
}

at("failed-retry").addEventListener("click", attempt);
attempt();
