// How the draft stands in each practice, and what could not be seen.

import { make } from "./elements.ts";
import { say } from "./texts.ts";
import type { Check, Practice } from "./types.ts";

const FOR_COMMANDS = "--reply-to";

export function practiceBars(check: Check): HTMLElement {
  return make("ul", "practices", ...check.practices.map(row));
}

function row({ title, met, missed }: Practice): HTMLElement {
  const total = met + missed;
  const figure = total ? say("practices.of", { met, total }) : say("practices.none");
  const bar = make("span", total ? "bar" : "bar none");
  bar.ariaHidden = "true";
  if (total) {
    const part = make("span", "met");
    part.style.width = `${(100 * met) / total}%`;
    bar.append(part);
  }
  return make(
    "li",
    total ? "" : "unseen",
    make("span", "title", title),
    bar,
    make("span", "figure", figure),
  );
}

/** Gives what could not be seen; what speaks of a command's option is said for the page. */
export function notes(check: Check): HTMLElement[] {
  const said = check.notes.map((note) => (note.includes(FOR_COMMANDS) ? say("notes.alone") : note));
  return said.length ? [make("ul", "", ...said.map((each) => make("li", "", each)))] : [];
}
