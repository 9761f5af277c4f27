// When a check is asked for: a moment after the last key stroke; the newest answer wins.

import { check, isAborted, Refused } from "./server.ts";
import { language } from "./texts.ts";
import type { Check } from "./types.ts";

const PAUSE = 300; // milliseconds after the last key stroke

export type State =
  | { kind: "empty" }
  | { kind: "checking" }
  | { kind: "done"; check: Check; draft: string }
  | { kind: "refused"; words: string }
  | { kind: "away" };

/** What is to be checked, or null while the writer is in the middle of a character. */
export type Texts = { draft: string; mail: string } | null;

export class Checking {
  private waiting = 0;
  private asked = new AbortController();

  constructor(
    private readonly read: () => Texts,
    private readonly tell: (state: State) => void,
  ) {}

  /** Checks after a pause; what is under way is out of date. */
  soon(): void {
    this.stop();
    this.waiting = window.setTimeout(() => void this.now(), PAUSE);
  }

  /** Checks at once. */
  async now(): Promise<void> {
    this.stop();
    const texts = this.read();
    if (!texts) return this.soon();
    if (!texts.draft.trim()) return this.tell({ kind: "empty" });
    const asked = this.asked;
    this.tell({ kind: "checking" });
    try {
      const answer = await check(texts.draft, texts.mail, language(), asked.signal);
      if (!asked.signal.aborted) this.tell({ kind: "done", check: answer, draft: texts.draft });
    } catch (error) {
      if (isAborted(error) || asked.signal.aborted) return;
      this.tell(
        error instanceof Refused ? { kind: "refused", words: error.message } : { kind: "away" },
      );
    }
  }

  private stop(): void {
    window.clearTimeout(this.waiting);
    this.asked.abort();
    this.asked = new AbortController();
  }
}
