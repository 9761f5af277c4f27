// The interface's texts in the reader's language: a file of lang/<language>, from the server.

import type { Text } from "./types.ts";

/** Texts by section, and whatever else the server has to say. */
interface Spoken {
  language: string;
  [section: string]: unknown;
}

let texts: Spoken;

/** Fetches the texts of a language and puts them into the page. */
export async function speak<T extends Spoken>(
  language: string,
  read: (language: string) => Promise<T>,
): Promise<T> {
  const told = await read(language);
  texts = told;
  document.documentElement.lang = texts.language;
  fill(document.body);
  document.title = say("page.title");
  return told;
}

export function language(): string {
  return texts.language;
}

/** Gives a text, `section.name`, with its blanks filled; `n` chooses between one and other. */
export function say(key: string, blanks: Record<string, string | number> = {}): string {
  const [section = "", name = ""] = key.split(".");
  const entries = texts[section] as Record<string, Text> | undefined;
  const entry = entries?.[name];
  if (entry === undefined) return key;
  const template = typeof entry === "string" ? entry : blanks.n === 1 ? entry.one : entry.other;
  return template.replace(/\{(\w+)\}/g, (_, blank: string) => String(blanks[blank] ?? "…"));
}

/** Writes a day as the language does; the text itself where it is no date. */
export function day(moment: string | null): string {
  if (!moment) return "";
  const date = new Date(moment);
  if (Number.isNaN(date.valueOf())) return moment;
  const region = language() === "en" ? "en-GB" : language();
  return new Intl.DateTimeFormat(region, { dateStyle: "medium" }).format(date);
}

function fill(root: HTMLElement): void {
  for (const each of root.querySelectorAll<HTMLElement>("[data-text]")) {
    each.textContent = say(each.dataset.text!);
  }
  for (const each of root.querySelectorAll<HTMLElement>("[data-label]")) {
    each.setAttribute("aria-label", say(each.dataset.label!));
  }
  for (const each of root.querySelectorAll<HTMLElement>("[data-title]")) {
    each.title = say(each.dataset.title!);
  }
}
