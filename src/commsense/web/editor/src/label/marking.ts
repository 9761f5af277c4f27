// Marking words of the sentence: picking them, saying what they are, taking marks away.

import { at } from "../elements.ts";
import { say } from "../texts.ts";
import type { Choice } from "./choice.ts";
import { note } from "./showing.ts";
import { labelOf } from "./tasks.ts";
import type { Label, Sentence, Span } from "./types.ts";
import { Words } from "./words.ts";

/** The sentence in which words are marked. */
export interface Marked {
  sentence: () => Sentence | null;
  choice: () => Choice;
  busy: () => boolean;
  changed: () => void;
}

export class Marking {
  private readonly words: Words;

  constructor(private readonly marked: Marked) {
    this.words = new Words(at("sentence"), {
      changed: () => this.showPicking(),
      said: (words) => note(say("words.at", { words })),
    });
  }

  /** Shows a sentence, in which nothing is picked yet. */
  show(sentence: Sentence): void {
    const enabled = this.marked.choice().tasks.some((task) => task.spans);
    this.words.show(sentence.text, sentence.language, enabled);
  }

  /** Shows what is marked, and what is suggested. */
  showMarks(hints: Span[]): void {
    this.words.mark(this.marked.choice().spans, hints);
    this.showPicking();
  }

  get isPicking(): boolean {
    return this.words.picked !== null;
  }

  begin(): void {
    this.words.begin();
  }

  /** Says what the picked words are; where none are picked, one is. */
  markAs(label: Label): void {
    const { picked } = this.words;
    if (this.marked.busy()) return;
    if (!picked) {
      this.words.begin();
      return;
    }
    this.marked.choice().mark(picked.start, picked.end, label.name);
    this.marked.changed();
    const words = this.marked.sentence()!.text.slice(picked.start, picked.end);
    note(say("words.marked", { words, kind: label.title }));
  }

  unmark({ start, end }: Pick<Span, "start" | "end">): void {
    this.marked.choice().unmark(start, end);
    this.marked.changed();
  }

  /** Does what a key does while words are picked; gives whether it does anything. */
  press(key: string, widen: boolean): boolean {
    const found = labelOf(key, true);
    if (found) {
      this.markAs(found.label);
    } else if (key === "ArrowLeft" || key === "ArrowRight") {
      this.words.move(key === "ArrowLeft" ? -1 : 1, widen);
    } else if (key === "Delete" || key === "Backspace") {
      this.unmark(this.words.picked!);
    } else {
      if (key !== "Shift") this.words.end();
      return key === "Escape" || key === "Enter" || key === "j";
    }
    return true;
  }

  private showPicking(): void {
    at("work").classList.toggle("picking", this.isPicking);
    at("word-help").hidden = !this.isPicking;
    at("word-help").textContent = this.isPicking ? say("words.how") : "";
  }
}
