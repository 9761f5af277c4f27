// A thread, its messages with what was found in them.

import { at, make } from "../elements.ts";
import { isAborted } from "../server.ts";
import { day, say } from "../texts.ts";
import { thread } from "./index.ts";
import { marked } from "./marking.ts";
import { count, sender } from "./row.ts";
import type { MessagesInterface, Said, Seen, Thread } from "./types.ts";

const ON_A_PAGE = 20;

/** Shows threads; `back` is called to leave one, `failed` says what went wrong. */
export class ThreadPane {
  private shown: Thread | null = null;
  private message = 0;
  private asking = new AbortController();

  constructor(
    private told: MessagesInterface,
    private readonly back: () => void,
    private readonly failed: (error: unknown) => void,
  ) {
    at("thread-back").addEventListener("click", () => this.leave());
    at("thread-part").addEventListener("keydown", (event) => event.key === "Escape" && this.leave());
    at("earlier").addEventListener("click", () => void this.turn(this.shown?.before));
    at("later").addEventListener("click", () => void this.turn(this.shown?.after));
  }

  /** Shows the thread of a message, with the message in view. */
  async open(number: number, place: number): Promise<void> {
    this.message = place;
    await this.load(number, place - (place % ON_A_PAGE));
    const said = at("said").querySelector<HTMLElement>(`[data-place="${place}"]`);
    if (!said) return;
    said.scrollIntoView({ block: "nearest" });
    if (place % ON_A_PAGE) said.scrollIntoView({ block: "start" });
    at("thread-heading").focus({ preventScroll: true });
  }

  translate(told: MessagesInterface): void {
    this.told = told;
    this.show();
  }

  private leave(): void {
    document.body.classList.remove("reading");
    this.back();
  }

  private async turn(start: number | null | undefined): Promise<void> {
    if (this.shown && start !== null && start !== undefined) {
      await this.load(this.shown.number, start);
      at("thread-heading").focus({ preventScroll: true });
    }
  }

  private async load(number: number, start: number): Promise<void> {
    this.asking.abort();
    const own = (this.asking = new AbortController());
    try {
      this.shown = await thread(number, start, own.signal);
      if (own.signal.aborted) return;
      this.show();
      document.body.classList.add("reading");
      at("thread-part").scrollTop = 0;
    } catch (error) {
      if (!isAborted(error)) this.failed(error);
    }
  }

  private show(): void {
    const found = this.shown;
    if (!found) return;
    at("thread-empty").hidden = true;
    at("thread").hidden = false;
    at("thread-subject").textContent = found.subject || say("list.no_subject");
    const facts = [found.client, count("thread.count", found.total)];
    at("thread-facts").textContent = facts.filter(Boolean).join(" · ");
    at("earlier").hidden = found.before === null;
    at("later").hidden = found.after === null;
    at("said").replaceChildren(...found.messages.map((each) => this.article(each)));
  }

  private article(said: Said): HTMLElement {
    const made = make(
      "article",
      said.place === this.message ? "said chosen" : "said",
      make(
        "header",
        "",
        make("h4", `who ${said.side}`, sender(said)),
        make("p", "quiet", facts(said)),
      ),
      make("div", "text", ...marked(said.text, said.seen)),
    );
    if (!said.text) made.append(make("p", "quiet", say("thread.nothing_own")));
    if (said.cut) made.append(make("p", "quiet", say("thread.cut")));
    if (said.seen.length) made.append(this.found(said));
    const where = say("thread.where", { path: said.path, position: said.position });
    made.append(make("p", "where", where));
    made.dataset.place = String(said.place);
    return made;
  }

  private found(said: Said): HTMLElement {
    const list = make("ul", "found");
    list.ariaLabel = say("thread.found");
    for (const words of new Set(said.seen.map((each) => this.words(each)))) {
      const kind = said.seen.find((each) => this.words(each) === words)?.kind ?? "";
      list.append(make("li", kind, words));
    }
    return list;
  }

  private words({ kind, label }: Seen): string {
    if (kind === "concern") return `${say("thread.concern")}: ${say(`status.${label}`)}`;
    if (kind === "promise") return `${say("thread.promise")}: ${say(`kept.${label}`)}`;
    return `${say("thread.missed")}: ${label} ${this.told.criteria[label] ?? ""}`.trim();
  }
}

function facts(said: Said): string {
  const score = said.score === null ? "" : say("list.score", { n: said.score });
  const written = say(`side.${said.side}`);
  const address = said.person ? said.email : "";
  return [written, address, day(said.date) || say("list.no_date"), score].filter(Boolean).join(" · ");
}
