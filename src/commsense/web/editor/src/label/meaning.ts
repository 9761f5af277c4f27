// What labels mean: one at a time below the sentence, all of them in the help.

import { at, make } from "../elements.ts";
import { say } from "../texts.ts";
import type { Label, Task } from "./types.ts";

/** Shows what a label means. */
export function showMeaning(task: Task, label: Label): void {
  at("meaning").replaceChildren(
    make("p", "", make("b", "", label.title), ` · ${task.title}`),
    ...details(label),
  );
}

/** Shows what is asked, until a label is looked at. */
export function showTask(task: Task | undefined): void {
  const words = [task?.means ?? "", task?.several ? say("choice.without") : ""];
  at("meaning").replaceChildren(make("p", "", words.filter(Boolean).join(" ")));
}

/** Fills the help with all labels. */
export function showMeanings(tasks: Task[]): void {
  at("meanings").replaceChildren(...tasks.flatMap(section));
}

function section(task: Task): HTMLElement[] {
  const list = make("dl", "meanings");
  for (const label of task.labels) {
    const key = label.key ? make("kbd", "", label.key) : "";
    const name = make("dt", "", make("b", "", label.title), " ", key);
    list.append(make("div", "", name, make("dd", "", ...details(label))));
  }
  return [make("h4", "", task.title), make("p", "quiet", task.means), list];
}

function details(label: Label): HTMLElement[] {
  return [
    label.means ? make("p", "", label.means) : null,
    label.example ? make("p", "example", say("help.example", { example: label.example })) : null,
    label.unlike ? make("p", "quiet", say("help.not", { words: label.unlike })) : null,
  ].filter((each) => each !== null);
}
