// A message as the list shows it.

import { button, make } from "../elements.ts";
import { day, language, say } from "../texts.ts";
import { marked } from "./marking.ts";
import type { Listed } from "./types.ts";

/** Makes the row of a message; `open` is called when it is chosen. */
export function row(message: Listed, open: () => void): HTMLLIElement {
  const made = button("", open, "row");
  made.dataset.number = String(message.number);
  made.append(
    make(
      "span",
      "row-head",
      make("span", `who ${message.side}`, sender(message)),
      make("span", "when", day(message.date) || say("list.no_date")),
    ),
    make("span", "subject", message.subject || say("list.no_subject")),
    make("span", "excerpt", ...marked(message.excerpt, message.hits.map(([start, end]) => ({ start, end, kind: "hit" })))),
    make("span", "chips", ...chips(message)),
  );
  return make("li", "", made);
}

export function sender(message: { person: string; email: string; kind: string }): string {
  const nobody = message.kind === "notes" || message.kind === "transcript" ? "list.meeting" : "list.no_sender";
  return message.person || message.email || say(nobody);
}

export function count(key: string, n: number): string {
  return say(key, { n, count: n.toLocaleString(language()) });
}

function chips(message: Listed): HTMLElement[] {
  const found: HTMLElement[] = [];
  if (message.client) found.push(make("span", "client", message.client));
  if (message.severity === "high") found.push(make("span", "chip high", say("list.high")));
  if (message.severity === "medium") found.push(make("span", "chip medium", say("list.medium")));
  if (message.open) found.push(make("span", "chip", count("list.open", message.open)));
  if (message.score !== null) found.push(make("span", "chip", say("list.score", { n: message.score })));
  if (message.automatic) found.push(make("span", "chip", say("list.automatic")));
  return found;
}
