// One person's round through the sentences: what he did, where he is, and what comes.

import { Choice } from "./choice.ts";
import * as clock from "./clock.ts";
import * as desk from "./desk.ts";
import type { Answered, Progress, Said, Sentence, Task } from "./types.ts";

/** Where somebody is: at a sentence with what is chosen, or at the end. */
export interface Place {
  sentence: Sentence | null;
  choice: Choice;
  progress: Progress;
  earlier: boolean;
}

export class Round {
  private answered: Answered[] = [];
  private at = 0; // a place in answered; its length: the next sentence
  private fresh: Sentence | null = null;
  private readonly drafts = new Map<string, Said>();
  private revisiting = false; // only what was skipped
  private progress: Progress = { total: 0, done: 0, skipped: 0, left: 0, by: [] };
  private place: Place = {
    sentence: null,
    choice: new Choice([], null),
    progress: this.progress,
    earlier: false,
  };

  constructor(
    private tasks: Map<string, Task>,
    readonly whose: desk.Whose,
  ) {}

  get now(): Place {
    return this.place;
  }

  /** Takes the tasks in another language. */
  rename(tasks: Map<string, Task>): void {
    this.tasks = tasks;
    const { sentence, choice } = this.place;
    this.place = { ...this.place, choice: new Choice(this.asked(sentence), choice.said()) };
  }

  /** Asks for the same sentence once more, to see what is suggested. */
  async again(): Promise<void> {
    const { sentence, choice } = this.now;
    if (!sentence) return;
    const { suggested } = await desk.again(sentence.key, this.whose);
    this.place = { ...this.now, sentence: { ...sentence, suggested }, choice };
    if (sentence === this.fresh) this.fresh = this.place.sentence;
  }

  get isAtStart(): boolean {
    return this.at === 0;
  }

  get isAtEnd(): boolean {
    return this.at === this.answered.length;
  }

  /** Goes to where one was. */
  async start(): Promise<void> {
    this.answered = await desk.history(this.whose.annotator);
    this.at = this.answered.length;
    await this.next();
  }

  /** Keeps what is chosen and goes on; what was not changed is not kept once more. */
  async save(): Promise<void> {
    const { sentence, choice } = this.now;
    if (!sentence) return;
    if (!this.now.earlier || !choice.equals(sentence)) {
      this.progress = await desk.label(sentence, choice.said(), this.whose, clock.looked());
      this.note({ key: sentence.key, skipped: false });
    }
    await this.onward();
  }

  async skip(): Promise<void> {
    const { sentence } = this.now;
    if (!sentence) return;
    if (!sentence.skipped) {
      const seconds = clock.looked();
      this.progress = await desk.skip(sentence.key, this.whose.annotator, seconds);
      this.note({ key: sentence.key, skipped: true });
    }
    await this.onward();
  }

  /** Goes back, or forward through what was done; gives whether there was anything. */
  async step(by: number): Promise<boolean> {
    const to = this.at + by;
    if (to < 0 || to > this.answered.length) return false;
    this.keepDraft();
    await this.go(to);
    return true;
  }

  /** Takes the last answer back and shows it; gives whether there was one. */
  async undo(): Promise<boolean> {
    const { sentence, progress } = await desk.undo(this.whose);
    this.progress = progress;
    if (!sentence) return false;
    this.keepDraft();
    this.answered = await desk.history(this.whose.annotator);
    const place = this.answered.findIndex((each) => each.key === sentence.key);
    this.at = place < 0 ? this.answered.length : place;
    // The answer is gone: it is what stands here, not yet kept.
    const shown = { ...sentence, answer: null, skipped: false };
    if (place < 0) this.fresh = shown;
    this.show(shown, sentence.answer, place >= 0);
    return true;
  }

  /** Goes through the sentences that were skipped. */
  async revisit(): Promise<void> {
    this.revisiting = true;
    this.at = -1;
    await this.onward();
  }

  async next(): Promise<void> {
    const { sentence, progress } = await desk.next(this.whose);
    this.fresh = sentence;
    this.progress = progress;
    this.show(sentence, sentence ? (this.drafts.get(sentence.key) ?? null) : null, false);
  }

  private async onward(): Promise<void> {
    const { sentence } = this.now;
    if (sentence) this.drafts.delete(sentence.key);
    const skipped = this.answered.findIndex((each, place) => place > this.at && each.skipped);
    if (this.revisiting && skipped >= 0) return this.go(skipped);
    const to = this.revisiting ? this.answered.length : this.at + 1;
    this.revisiting = false;
    await this.go(Math.min(to, this.answered.length));
  }

  private async go(to: number): Promise<void> {
    const wanted = this.answered[to];
    if (!wanted) {
      const { fresh } = this;
      const waiting = fresh && !this.answered.some((each) => each.key === fresh.key);
      if (waiting) this.show(fresh, this.drafts.get(fresh.key) ?? null, false);
      else await this.next();
    } else {
      const sentence = await desk.again(wanted.key, this.whose);
      this.show(sentence, this.drafts.get(wanted.key) ?? sentence.answer, true);
    }
    this.at = to;
  }

  private note(done: Answered): void {
    const place = this.answered.findIndex((each) => each.key === done.key);
    if (place < 0) this.answered.push(done);
    else this.answered[place] = done;
  }

  private keepDraft(): void {
    const { sentence, choice } = this.now;
    if (sentence && !choice.equals(sentence)) this.drafts.set(sentence.key, choice.said());
  }

  private show(sentence: Sentence | null, said: Said | null, earlier: boolean): void {
    const choice = new Choice(this.asked(sentence), said);
    this.place = { sentence, choice, progress: this.progress, earlier };
    clock.restart();
  }

  private asked(sentence: Sentence | null): Task[] {
    return (sentence?.tasks ?? []).flatMap((name) => this.tasks.get(name) ?? []);
  }
}
