// Starts the page of messages.

import { at } from "../elements.ts";
import { Refused } from "../server.ts";
import { languageSwitch, rememberedLanguage, showLanguage, showTheme, themeSwitch } from "../switches.ts";
import { language, say, speak } from "../texts.ts";
import { prepareFilters, readChoices, showChoices } from "./filters.ts";
import { indexState, placeOf, readMessages } from "./index.ts";
import { List } from "./list.ts";
import { ThreadPane } from "./thread.ts";

const PAUSE = 1000; // milliseconds between two looks at an index that is being made

let list: List;
let pane: ThreadPane;

async function start(): Promise<void> {
  const told = await speak(rememberedLanguage(), readMessages);
  at("failed").hidden = true;
  at("app").hidden = false;
  at("version").textContent = told.version;
  list = new List((message) => void pane.open(message.thread, message.place), tell);
  pane = new ThreadPane(told, () => list.focusChosen(), tell);
  prepareFilters(
    () => void fresh({}),
    (day) => void fresh({ day }),
  );
  themeSwitch();
  named();
  languageSwitch((chosen) => void change(chosen));
  const help = at<HTMLDialogElement>("help");
  help.querySelector("button")?.addEventListener("click", () => help.close());
  help.addEventListener("click", (event) => event.target === help && help.close());
  at("help-open").addEventListener("click", () => help.showModal());
  at("retry").addEventListener("click", () => void ready());
  await ready();
}

/** Waits for the index, shows the first page, and the message that the address names. */
async function ready(): Promise<void> {
  quiet();
  try {
    for (let told = await indexState(); told.state !== "ready"; told = await indexState()) {
      if (told.state === "failed") return tell(new Refused(told.error));
      showBuilding(told.done);
      await new Promise((later) => window.setTimeout(later, PAUSE));
    }
    at("building").hidden = true;
    at("work").hidden = false;
    await readChoices();
  } catch (error) {
    return tell(error);
  }
  await list.load({});
  await openNamed();
}

function showBuilding(done: number): void {
  at("building").hidden = false;
  at("building-words").textContent = say("states.building", { done: Math.round(done * 100) });
  at<HTMLProgressElement>("building-bar").value = done;
}

async function openNamed(): Promise<void> {
  const message = new URLSearchParams(location.search).get("message");
  if (!message) return;
  history.replaceState(null, "", location.pathname);
  try {
    const { thread, place } = await placeOf(message);
    await pane.open(thread, place);
  } catch (error) {
    tell(error);
  }
}

function fresh(where: Record<string, string>): Promise<void> {
  quiet();
  return list.load(where);
}

async function change(chosen: string): Promise<void> {
  try {
    const told = await speak(chosen, readMessages);
    showChoices();
    list.show();
    pane.translate(told);
  } catch {
    // The server is away; the next question says so.
  }
  named();
}

function named(): void {
  showLanguage(language());
  showTheme();
}

function tell(error: unknown): void {
  at("trouble").hidden = false;
  at("trouble-words").textContent = error instanceof Refused ? error.message : say("states.away");
}

function quiet(): void {
  at("trouble").hidden = true;
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
