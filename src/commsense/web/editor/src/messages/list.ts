// The list of messages, a page at a time, and going through it by keys.

import { at, make } from "../elements.ts";
import { isAborted } from "../server.ts";
import { say } from "../texts.ts";
import { asked, forgetMonth } from "./filters.ts";
import { page } from "./index.ts";
import { count, row } from "./row.ts";
import type { Listed, MessagePage } from "./types.ts";

type End = "first" | "last";

/** Shows pages of messages; `open` shows a message's thread, `failed` says what went wrong. */
export class List {
  private shown: MessagePage | null = null;
  private asking = new AbortController();
  private last: Record<string, string> = {};
  private chosen = 0;

  constructor(
    private readonly open: (message: Listed) => void,
    private readonly failed: (error: unknown) => void,
  ) {
    at("first").addEventListener("click", () => void this.load({}));
    at("last").addEventListener("click", () => void this.load({ back: "true" }));
    at("previous").addEventListener("click", () => void this.turn(true));
    at("next").addEventListener("click", () => void this.turn(false));
    at("list").addEventListener("keydown", (event) => this.key(event));
  }

  /** Loads a page: the first one, or the one that `where` says. */
  async load(where: Record<string, string>, focus?: End): Promise<void> {
    this.asking.abort();
    const own = (this.asking = new AbortController());
    this.last = where;
    at("list").ariaBusy = "true";
    try {
      const found = await page({ ...asked(), ...where }, own.signal);
      if (own.signal.aborted) return;
      this.shown = found;
      if (!where.day) forgetMonth();
      this.show();
      at("list").scrollTop = 0;
      if (focus) this.focus(focus === "first" ? 0 : found.messages.length - 1);
    } catch (error) {
      if (!isAborted(error)) this.failed(error);
    } finally {
      if (!own.signal.aborted) at("list").ariaBusy = "false";
    }
  }

  /** Loads the same page again. */
  again(): Promise<void> {
    return this.load(this.last);
  }

  /** Shows what is there in the language that holds now. */
  show(): void {
    const found = this.shown;
    if (!found) return;
    const words = found.more ? "list.more" : "list.count";
    at("count").textContent = found.total ? count(words, found.total) : say("list.none");
    const rows = found.messages.map((each) => row(each, () => this.choose(each)));
    const none = make("li", "quiet none", say("list.none_hint"));
    at("list").replaceChildren(...(rows.length ? rows : [none]));
    const buttons = this.rows();
    const current = found.messages.findIndex((each) => each.number === this.chosen);
    buttons.forEach((each, place) => (each.tabIndex = place === Math.max(0, current) ? 0 : -1));
    if (current >= 0) buttons[current]!.ariaCurrent = "true";
    at<HTMLButtonElement>("first").disabled = found.before === null;
    at<HTMLButtonElement>("previous").disabled = found.before === null;
    at<HTMLButtonElement>("next").disabled = found.after === null;
    at<HTMLButtonElement>("last").disabled = found.after === null;
  }

  /** Puts the focus back to the message that was chosen, or to the first one. */
  focusChosen(): void {
    const place = this.shown?.messages.findIndex((each) => each.number === this.chosen) ?? -1;
    this.focus(Math.max(0, place));
  }

  private choose(message: Listed): void {
    this.chosen = message.number;
    for (const each of this.rows()) {
      const is = each.dataset.number === String(message.number);
      each.ariaCurrent = is ? "true" : null;
      each.tabIndex = is ? 0 : -1;
    }
    this.open(message);
  }

  private async turn(back: boolean, focus?: End): Promise<void> {
    const cursor = back ? this.shown?.before : this.shown?.after;
    if (cursor) await this.load({ cursor, ...(back ? { back: "true" } : {}) }, focus);
  }

  private key(event: KeyboardEvent): void {
    const rows = this.rows();
    const place = rows.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: rows.length - 1 }[event.key];
    if (place < 0 || to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (to < 0) void this.turn(true, "last");
    else if (to >= rows.length) void this.turn(false, "first");
    else this.focus(to);
  }

  private focus(place: number): void {
    const rows = this.rows();
    rows.forEach((each, index) => (each.tabIndex = index === place ? 0 : -1));
    rows[place]?.focus();
  }

  private rows(): HTMLButtonElement[] {
    return [...at("list").querySelectorAll<HTMLButtonElement>("button.row")];
  }
}
