// The tab of the archive: its report, and the concerns of the clients with corrections by hand.

import { at, button, make } from "./elements.ts";
import { concerns, correct, isAborted, Refused, takeBack } from "./server.ts";
import { rerender } from "./rerender.ts";
import { day, say } from "./texts.ts";
import type { Concern, ConcernPage } from "./types.ts";

const STATUSES = ["open", "acknowledged", "answered", "resolved", "reopened"];
const LONGEST_NOTE = 2000;
const PAUSE = 300; // milliseconds after the last key stroke in the search

let correctable = false;
let page = 1;
let asked = new AbortController();
let waiting = 0;

/** Connects the filters; `corrections` tells whether the server takes them. */
export function prepareArchive(corrections: boolean): void {
  correctable = corrections;
  at("corrections").hidden = !corrections;
  for (const id of ["filter-status", "filter-kind", "filter-query"]) {
    at(id).addEventListener("input", () => {
      page = 1;
      window.clearTimeout(waiting);
      waiting = window.setTimeout(() => void load(), id === "filter-query" ? PAUSE : 0);
    });
  }
  at("filters").addEventListener("submit", (event) => event.preventDefault());
}

/** Shows the archive; the report is loaded the first time. */
export function openArchive(): void {
  const report = at<HTMLIFrameElement>("report");
  if (!report.src) report.src = "/archive/report.html";
  void load();
}

async function load(): Promise<void> {
  asked.abort();
  const own = (asked = new AbortController());
  const filters = { status: value("filter-status"), kind: value("filter-kind") };
  try {
    const found = await concerns(
      { ...filters, query: value("filter-query"), page: String(page) },
      own.signal,
    );
    if (own.signal.aborted) return;
    if (found.page > found.pages && found.pages > 0) {
      page = found.pages; // the last entry of the last page was corrected away
      return void load();
    }
    tell("");
    show(found);
  } catch (error) {
    if (!isAborted(error)) tell(said(error));
  }
}

function show(found: ConcernPage): void {
  at("concern-count").textContent = say("archive.count", { n: found.total });
  at("concern-table").hidden = !found.concerns.length;
  rerender(at("concern-rows"), found.concerns.map(row));
  const turn = (by: number, key: string) => {
    const made = button(say(`archive.${key}`), () => {
      page += by;
      void load();
    });
    made.disabled = found.page + by < 1 || found.page + by > found.pages;
    made.dataset.key = key;
    return made;
  };
  const where = say("archive.page", { page: found.page, pages: found.pages });
  at("concern-pages").hidden = found.pages < 2;
  rerender(at("concern-pages"), [turn(-1, "previous"), make("span", "", where), turn(1, "next")]);
}

function row(concern: Concern): HTMLElement {
  const last = concern.events.at(-1);
  const heard = concern.events.length > 1 && last ? `“${last.text}” – ${by(last)}` : "";
  const made = make(
    "tr",
    "",
    cell("text", make("p", "said", concern.text), make("p", "quiet", heard)),
    cell("kind", say(`coverage.${concern.kind}`)),
    cell("who", [concern.person, concern.client].filter(Boolean).join(" · ")),
    cell("when", day(concern.date), inThread(concern)),
    cell("status", ...statusChoice(concern)),
  );
  made.role = "row"; // stays one where the window is narrow and it is no table row any more
  return made;
}

function by({ person, date }: { person: string; date: string | null }): string {
  return [person, day(date)].filter(Boolean).join(say("states.comma"));
}

function cell(name: string, ...children: (Node | string)[]): HTMLElement {
  const made = make("td", name, ...children);
  made.dataset.name = say(`archive.${name}`);
  made.role = "cell";
  return made;
}

function inThread(concern: Concern): HTMLElement {
  const link = make("a", "quiet", say("archive.in_thread"));
  link.href = `/messages?message=${encodeURIComponent(concern.message)}`;
  return make("p", "", link);
}

function statusChoice(concern: Concern): HTMLElement[] {
  const stands = concern.corrected ?? concern.status;
  if (!correctable) return [make("span", "", say(`status.${stands}`))];
  const choice = make("select");
  for (const each of STATUSES) choice.append(new Option(say(`status.${each}`), each));
  choice.value = stands;
  choice.ariaLabel = say("archive.status_of", { text: concern.text });
  choice.dataset.key = `status-${concern.id}`;
  choice.addEventListener(
    "change",
    () => void change(() => correct(concern.id, choice.value, concern.note)),
  );
  return concern.corrected ? [choice, ...correction(concern, concern.corrected)] : [choice];
}

/** Makes what stands beside a correction: the status before, a note, and the way back. */
function correction(concern: Concern, status: string): HTMLElement[] {
  const note = make("input");
  note.value = concern.note;
  note.maxLength = LONGEST_NOTE;
  note.placeholder = say("archive.note");
  note.ariaLabel = say("archive.note");
  note.dataset.key = `note-${concern.id}`;
  note.addEventListener(
    "change",
    () => void change(() => correct(concern.id, status, note.value)),
  );
  const undo = button(say("archive.undo"), () => void change(() => takeBack(concern.id)));
  undo.dataset.key = `status-${concern.id}`; // gone once it is done; the focus goes to the choice
  const before = say("archive.corrected", { status: say(`status.${concern.status}`) });
  return [note, make("p", "corrected", before, " ", undo)];
}

async function change(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    tell(said(error));
    return;
  }
  await load();
}

function value(id: string): string {
  return at<HTMLInputElement | HTMLSelectElement>(id).value;
}

function said(error: unknown): string {
  return error instanceof Refused ? error.message : say("states.away");
}

function tell(words: string): void {
  at("archive-trouble").textContent = words;
}
