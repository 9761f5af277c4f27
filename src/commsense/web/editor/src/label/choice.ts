// What is chosen for the sentence that is shown, before it is saved.

import type { Said, Sentence, Span, Task } from "./types.ts";

export class Choice {
  private readonly labels = new Map<string, Set<string>>();
  spans: Span[] = [];

  constructor(
    readonly tasks: Task[],
    said: Said | null,
  ) {
    for (const task of tasks) this.labels.set(task.name, new Set(said?.labels[task.name] ?? []));
    this.spans = [...(said?.spans ?? [])];
  }

  has(task: Task, label: string): boolean {
    return this.labels.get(task.name)?.has(label) ?? false;
  }

  /** Chooses a label, or takes it back; of a task with one answer the other one goes. */
  toggle(task: Task, label: string): void {
    const chosen = this.labels.get(task.name)!;
    const had = chosen.has(label);
    if (!task.several) chosen.clear();
    if (had) chosen.delete(label);
    else chosen.add(label);
  }

  /** Chooses what is suggested, beside what is chosen already. */
  take(suggested: Said): void {
    for (const task of this.tasks) {
      const chosen = this.labels.get(task.name)!;
      const found = suggested.labels[task.name] ?? [];
      if (!task.several && found.length) chosen.clear();
      for (const each of found) chosen.add(each);
    }
    for (const each of suggested.spans ?? []) this.mark(each.start, each.end, each.kind);
  }

  /** Marks words; marks that they touch give way. */
  mark(start: number, end: number, kind: string): void {
    this.unmark(start, end);
    this.spans.push({ start, end, kind });
    this.spans.sort((one, other) => one.start - other.start);
  }

  unmark(start: number, end: number): void {
    this.spans = this.spans.filter((each) => each.end <= start || end <= each.start);
  }

  /** Gives the first task with one answer that has none. */
  open(): Task | null {
    return this.choosing().find((task) => !task.several && !this.labels.get(task.name)!.size) ?? null;
  }

  /** What is to be kept: a task with one answer that has none was not judged. */
  said(): Said {
    const judged = this.choosing().filter((task) => task.several || this.labels.get(task.name)!.size);
    const order = (task: Task) =>
      task.labels.map((each) => each.name).filter((name) => this.has(task, name));
    return {
      labels: Object.fromEntries(judged.map((task) => [task.name, order(task)])),
      spans: this.tasks.some((task) => task.spans) ? this.spans : null,
    };
  }

  /** Tells whether it says the same as an answer that was given before. */
  equals(sentence: Sentence): boolean {
    if (!sentence.answer) return false;
    return JSON.stringify(this.said()) === JSON.stringify(new Choice(this.tasks, sentence.answer).said());
  }

  private choosing(): Task[] {
    return this.tasks.filter((task) => !task.spans);
  }
}
