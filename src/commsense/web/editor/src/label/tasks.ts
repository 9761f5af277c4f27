// The tasks beside the sentence: a button for each label, and what is marked in the sentence.

import { at, button, make } from "../elements.ts";
import { say } from "../texts.ts";
import type { Choice } from "./choice.ts";
import { showMeaning } from "./meaning.ts";
import type { Label, Said, Span, Task } from "./types.ts";

/** What the buttons do. */
export interface Deeds {
  toggle: (task: Task, label: Label) => void;
  markAs: (label: Label) => void;
  unmark: (span: Span) => void;
  pick: () => void;
}

interface Placed {
  task: Task;
  label: Label;
  button: HTMLButtonElement;
}

let placed: Placed[] = [];

/** Makes the buttons of the tasks that are asked. */
export function buildTasks(tasks: Task[], deeds: Deeds): void {
  placed = [];
  const groups = (spans: boolean) =>
    tasks.filter((task) => task.spans === spans).map((task) => group(task, deeds));
  at("spans").replaceChildren(...groups(true));
  at("tasks").replaceChildren(at("tasks-heading"), ...groups(false));
}

/** Gives the label that a key stands for; kinds of marks have keys of their own. */
export function labelOf(key: string, spans: boolean): { task: Task; label: Label } | null {
  return placed.find(({ task, label }) => task.spans === spans && label.key === key) ?? null;
}

/** Shows what is chosen, and beside it what is suggested. */
export function showChoice(choice: Choice, suggested: Said | null): void {
  for (const { task, label, button: made } of placed) {
    if (task.spans) continue;
    const hinted = suggested?.labels[task.name]?.includes(label.name) ?? false;
    made.ariaPressed = String(choice.has(task, label.name));
    made.classList.toggle("hinted", hinted);
    made.setAttribute("aria-description", [hinted ? say("choice.suggested") : "", label.means].filter(Boolean).join(". "));
  }
}

/** Lists what is marked in the sentence. */
export function showMarks(choice: Choice, text: string, deeds: Deeds): void {
  const task = choice.tasks.find((each) => each.spans);
  if (!task) return;
  const titles = new Map(task.labels.map((each) => [each.name, each.title]));
  const marks = choice.spans.map((span) => {
    const words = text.slice(span.start, span.end);
    const said = say("words.marked", { words, kind: titles.get(span.kind) ?? span.kind });
    const remove = button("×", () => deeds.unmark(span), "remove");
    remove.ariaLabel = say("words.remove", { words });
    return make("li", "", said, " ", remove);
  });
  at("marks").replaceChildren(...(marks.length ? marks : [make("li", "quiet", say("words.none"))]));
}

function group(task: Task, deeds: Deeds): HTMLElement {
  const how = say(task.spans ? "choice.spans" : task.several ? "choice.several" : "choice.one");
  const legend = make("legend", "", make("b", "", task.title), " ", make("span", "quiet", how));
  const labels = make("div", task.spans ? "labels kinds" : "labels");
  for (const label of task.labels) {
    const made = choiceButton(task, label, () =>
      task.spans ? deeds.markAs(label) : deeds.toggle(task, label),
    );
    labels.append(made);
    placed.push({ task, label, button: made });
  }
  const made = make("fieldset", "", legend);
  if (task.spans) made.append(markTools(deeds));
  made.append(labels);
  return made;
}

function markTools(deeds: Deeds): HTMLElement {
  const begin = button("", deeds.pick, "pick");
  begin.append(make("kbd", "", "j"), " ", say("words.mark"));
  begin.setAttribute("aria-keyshortcuts", "j");
  const marks = make("ul", "marks");
  marks.id = "marks";
  return make("div", "mark-tools", begin, marks);
}

function choiceButton(task: Task, label: Label, act: () => void): HTMLButtonElement {
  const made = button("", act, "label");
  made.dataset.task = task.name;
  made.dataset.label = label.name;
  const shown = /[A-Z]/.test(label.key) ? `⇧${label.key}` : label.key;
  const sign = make("span", "sign");
  sign.ariaHidden = "true";
  made.append(make("kbd", label.key ? "" : "none", shown), make("span", "title", label.title), sign);
  made.setAttribute("aria-description", label.means);
  if (label.key) made.setAttribute("aria-keyshortcuts", label.key);
  if (!task.spans) made.ariaPressed = "false";
  const tell = () => showMeaning(task, label);
  made.addEventListener("mouseenter", tell);
  made.addEventListener("focus", tell);
  return made;
}
