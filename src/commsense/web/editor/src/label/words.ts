// The sentence, in which words can be picked and marked, with the mouse and with keys.

import { make } from "../elements.ts";
import type { Span } from "./types.ts";

interface Stretch {
  start: number;
  end: number;
}

/** What the sentence tells when its words are picked. */
export interface Picking {
  changed: () => void;
  said: (words: string) => void;
}

export class Words {
  private text = "";
  private spans: Span[] = [];
  private hints: Span[] = [];
  private words: Stretch[] = [];
  private anchor = -1; // places in words; -1: nothing is picked
  private head = -1;
  private enabled = false;

  constructor(
    private readonly element: HTMLElement,
    private readonly picking: Picking,
  ) {
    element.addEventListener("mouseup", () => this.enabled && this.pickSelected());
  }

  /** Shows a sentence; `enabled` tells whether words of it can be marked. */
  show(text: string, language: string, enabled: boolean): void {
    this.text = text;
    this.enabled = enabled;
    this.anchor = this.head = -1;
    const segmenter = new Intl.Segmenter(language === "zh" ? "zh" : "en", { granularity: "word" });
    this.words = [...segmenter.segment(text)]
      .filter((each) => each.isWordLike)
      .map(({ index, segment }) => ({ start: index, end: index + segment.length }));
    this.element.lang = language === "und" ? "" : language;
    this.draw();
  }

  /** Shows the marks that are chosen, and those that are suggested. */
  mark(spans: Span[], hints: Span[]): void {
    this.spans = spans;
    this.hints = hints;
    this.draw();
  }

  get picked(): Stretch | null {
    if (this.head < 0) return null;
    const first = this.words[Math.min(this.anchor, this.head)]!;
    const last = this.words[Math.max(this.anchor, this.head)]!;
    return { start: first.start, end: last.end };
  }

  /** Picks the first word, or the first one that is marked. */
  begin(): void {
    if (!this.enabled || !this.words.length) return;
    const from = this.spans[0]?.start ?? 0;
    this.pick(Math.max(this.words.findIndex((each) => each.end > from), 0));
  }

  end(): void {
    if (this.head < 0) return;
    this.anchor = this.head = -1;
    this.draw();
    this.picking.changed();
  }

  /** Moves to another word, or widens what is picked by it. */
  move(by: number, widen: boolean): void {
    const place = Math.max(0, Math.min(this.words.length - 1, this.head + by));
    this.pick(place, widen ? this.anchor : place);
  }

  private pick(head: number, anchor = head): void {
    this.head = head;
    this.anchor = anchor;
    this.draw();
    this.picking.changed();
    const found = this.picked;
    if (found) this.picking.said(this.text.slice(found.start, found.end));
  }

  private pickSelected(): void {
    const selection = window.getSelection();
    if (!selection?.rangeCount) return;
    const range = selection.getRangeAt(0);
    if (!this.element.contains(range.commonAncestorContainer)) return;
    const start = this.offset(range.startContainer, range.startOffset);
    const end = this.offset(range.endContainer, range.endOffset);
    const marked = start === end && this.spans.find((each) => each.start <= start && start <= each.end);
    const { start: from, end: to } = marked || { start, end: Math.max(end, start + 1) };
    const first = this.words.findIndex((each) => each.end > from);
    const last = this.words.findLastIndex((each) => each.start < to);
    selection.removeAllRanges();
    if (first >= 0 && last >= first) this.pick(last, first);
  }

  private offset(node: Node, offset: number): number {
    const range = document.createRange();
    range.setStart(this.element, 0);
    range.setEnd(node, offset);
    return range.toString().length;
  }

  private draw(): void {
    const { spans, hints, picked } = this;
    const all = [...spans, ...hints, ...(picked ? [picked] : [])];
    const cuts = [0, this.text.length, ...all.flatMap((each) => [each.start, each.end])];
    const places = [...new Set(cuts)].sort((one, other) => one - other);
    const inside = (each: Stretch | null, place: number) =>
      each !== null && each.start <= place && place < each.end;
    const slices = places.slice(0, -1).map((place, index) => {
      const words = this.text.slice(place, places[index + 1]);
      const span = spans.find((each) => inside(each, place));
      const hint = hints.find((each) => inside(each, place));
      const classes = [
        span ? "marked" : "",
        hint && !span ? "hinted" : "",
        inside(picked, place) ? "picked" : "",
      ];
      const named = classes.filter(Boolean).join(" ");
      return named ? make(span ? "mark" : "span", named, words) : words;
    });
    this.element.replaceChildren(...slices);
  }
}
