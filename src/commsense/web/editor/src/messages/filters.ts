// What is searched for and chosen, as the form has it.

import { at } from "../elements.ts";
import { language, say } from "../texts.ts";
import { clients, months } from "./index.ts";
import type { Client, Month } from "./types.ts";

const CHOICES = ["client", "side", "severity", "below", "order", "waiting"];
const NO_CLIENT = "-";
const SCORES = [20, 40, 60, 80, 100];

let known: { clients: Client[]; months: Month[] } = { clients: [], months: [] };

/** Connects the form; calls `changed` when a search is sent or something is chosen. */
export function prepareFilters(changed: () => void, jumped: (month: string) => void): void {
  at("find").addEventListener("submit", (event) => {
    event.preventDefault();
    changed();
  });
  for (const id of CHOICES) at(id).addEventListener("change", () => changed());
  at("query").addEventListener("search", () => value("query") || changed()); // its cross
  at("month").addEventListener("change", () => value("month") && jumped(value("month")));
  at("clear").addEventListener("click", () => {
    at<HTMLFormElement>("find").reset();
    changed();
    at("query").focus();
  });
}

/** Gives what the server is asked, without what is left open. */
export function asked(): Record<string, string> {
  const given: Record<string, string> = { query: value("query"), lang: language() };
  for (const id of ["client", "side", "severity", "below", "order"]) given[id] = value(id);
  if (at<HTMLInputElement>("waiting").checked) given.waiting = "true";
  at("month-part").hidden = !["newest", "oldest"].includes(value("order"));
  return Object.fromEntries(Object.entries(given).filter(([, words]) => words));
}

export function forgetMonth(): void {
  at<HTMLSelectElement>("month").value = "";
}

/** Fetches the clients and months that there are. */
export async function readChoices(): Promise<void> {
  const [named, dated] = await Promise.all([clients(), months()]);
  known = { clients: named, months: dated };
  showChoices();
}

/** Fills the choices in the language that holds now; what was chosen stays. */
export function showChoices(): void {
  fill("client", [
    option("", say("find.any")),
    ...known.clients.map((each) =>
      each.key
        ? option(each.key, counted(each.name, each.messages), each.key)
        : option(NO_CLIENT, counted(say("find.no_client"), each.messages)),
    ),
  ]);
  fill("below", [
    option("", say("find.any")),
    ...SCORES.map((n) => option(String(n), say("find.below", { n }))),
  ]);
  fill("month", [
    option("", say("find.month_any")),
    ...known.months.map((each) => option(each.month, counted(monthName(each.month), each.messages))),
  ]);
}

function monthName(month: string): string {
  const date = new Date(`${month}-15T12:00:00Z`);
  if (Number.isNaN(date.valueOf())) return month;
  const region = language() === "en" ? "en-GB" : language();
  return new Intl.DateTimeFormat(region, { year: "numeric", month: "long" }).format(date);
}

function counted(name: string, messages: number): string {
  return `${name} · ${messages.toLocaleString(language())}`;
}

function fill(id: string, options: HTMLOptionElement[]): void {
  const choice = at<HTMLSelectElement>(id);
  const chosen = choice.value;
  choice.replaceChildren(...options);
  choice.value = chosen;
  if (choice.selectedIndex < 0) choice.selectedIndex = 0;
}

function option(value: string, words: string, title = ""): HTMLOptionElement {
  const made = new Option(words, value);
  if (title) made.title = title;
  return made;
}

function value(id: string): string {
  return at<HTMLInputElement | HTMLSelectElement>(id).value;
}
