// Starts the page.

import { openArchive, prepareArchive } from "./archive.ts";
import { at } from "./elements.ts";
import { Page } from "./page.ts";
import { readInterface } from "./server.ts";
import { languageSwitch, rememberedLanguage, showLanguage, showTheme, themeSwitch } from "./switches.ts";
import { showTabs } from "./tabs.ts";
import { language, speak } from "./texts.ts";

async function start(): Promise<void> {
  const told = await speak(rememberedLanguage(), readInterface);
  at("failed").hidden = true;
  at("app").hidden = false;
  at("version").textContent = told.version;
  const page = new Page();
  themeSwitch();
  named();
  languageSwitch((chosen) => void change(chosen, page));
  for (const dialog of document.querySelectorAll("dialog")) closable(dialog);
  at("help-open").addEventListener("click", () => at<HTMLDialogElement>("help").showModal());
  at("messages-open").hidden = !told.messages;
  at("label-open").hidden = !told.labelling;
  if (!told.report) return;
  prepareArchive(told.corrections);
  showTabs((tab) => tab === "archive" && openArchive());
}

async function change(chosen: string, page: Page): Promise<void> {
  try {
    await speak(chosen, readInterface);
  } catch {
    // The server is away; the check says so.
  }
  named();
  page.translate();
  if (!at("panel-archive").hidden) openArchive();
}

function named(): void {
  showLanguage(language());
  showTheme();
}

function closable(dialog: HTMLDialogElement): void {
  dialog.querySelector("button")?.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside it
  });
}

function begin(): void {
  start().catch(() => {
    at("failed").hidden = false;
  });
}

at("failed-retry").addEventListener("click", begin);
begin();
