// The page in use: connects the round, the keys and what is shown.

import { at } from "../elements.ts";
import { Refused } from "../server.ts";
import { say } from "../texts.ts";
import { listen } from "./keys.ts";
import { Marking } from "./marking.ts";
import { showMeaning, showMeanings, showTask } from "./meaning.ts";
import { rememberSuggestions, wantsSuggestions } from "./person.ts";
import { Round } from "./round.ts";
import { note, showEnd, showPlace, showProgress, trouble } from "./showing.ts";
import { buildTasks, labelOf, showChoice, showMarks, type Deeds } from "./tasks.ts";
import type { Label, LabelInterface, Said, Task } from "./types.ts";

export class Page {
  private round!: Round;
  private readonly marking: Marking;
  private readonly deeds: Deeds;
  private suggestions = wantsSuggestions();
  private busy = false;
  private leftOpen = ""; // key of the sentence that may be saved with a task left open
  private built = "";

  constructor(private told: LabelInterface) {
    this.marking = new Marking({
      sentence: () => this.round.now.sentence,
      choice: () => this.round.now.choice,
      busy: () => this.busy,
      changed: () => this.showChosen(),
    });
    this.deeds = {
      toggle: (task, label) => this.toggle(task, label),
      markAs: (label) => this.marking.markAs(label),
      unmark: (span) => this.marking.unmark(span),
      pick: () => this.marking.begin(),
    };
    showMeanings(told.tasks);
    this.listen();
  }

  /** Goes to where somebody was. */
  async begin(name: string): Promise<void> {
    this.built = "";
    this.round = new Round(this.known(), { annotator: name, suggestions: this.suggestions });
    await this.do(() => this.round.start());
  }

  /** Says everything again, in the language that was chosen. */
  translate(told: LabelInterface): void {
    this.told = told;
    showMeanings(told.tasks);
    this.built = "";
    if (!this.round) return;
    this.round.rename(this.known());
    if (this.round.now.sentence) this.show(false);
  }

  private known(): Map<string, Task> {
    return new Map(this.told.tasks.map((task) => [task.name, task]));
  }

  private listen(): void {
    const save = () => void this.save();
    const step = (by: number) => void this.do(() => this.round.step(by));
    const skip = () => void this.do(() => this.round.skip(), "work.skipped");
    const undo = () => void this.undo();
    const take = () => this.take();
    const help = () => at<HTMLDialogElement>("help").showModal();
    listen({
      save,
      skip,
      undo,
      take,
      help,
      back: () => step(-1),
      forward: () => step(1),
      pick: () => this.marking.begin(),
      picking: () => this.marking.isPicking,
      inWords: (key, widen) => this.marking.press(key, widen),
      label: (key) => this.byKey(key),
    });
    const clicks: Record<string, () => void> = {
      save,
      skip,
      undo,
      take,
      back: () => step(-1),
      forward: () => step(1),
      "end-back": () => step(-1),
      "end-again": () => void this.do(() => this.round.revisit()),
      "end-look": () => void this.do(() => this.round.next()),
      "help-open": help,
    };
    for (const [id, act] of Object.entries(clicks)) at(id).addEventListener("click", act);
    const dialog = at<HTMLDialogElement>("help");
    dialog.querySelector("button")!.addEventListener("click", () => dialog.close());
    const box = at<HTMLInputElement>("suggestions");
    box.checked = this.suggestions;
    box.addEventListener("change", () => this.suggest(box.checked));
  }

  /** Does something with the server and shows where that leads, one thing at a time. */
  private async do(work: () => Promise<unknown>, said = ""): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      await work();
      this.show(true);
      note(said ? say(said) : this.standing());
    } catch (error) {
      trouble(error instanceof Refused ? error.message : say("work.away"));
      at("retry").onclick = () => void this.do(work, said);
    } finally {
      this.busy = false;
    }
  }

  private async save(): Promise<void> {
    const { sentence, choice } = this.round.now;
    const open = choice.open();
    if (sentence && open && this.leftOpen !== sentence.key) {
      this.leftOpen = sentence.key;
      note(say("choice.left_open", { task: open.title }));
      return;
    }
    await this.do(() => this.round.save(), "work.saved");
  }

  private async undo(): Promise<void> {
    let found = false;
    await this.do(async () => (found = await this.round.undo()));
    if (at("trouble").hidden) note(say(found ? "work.undone" : "work.nothing_to_undo"));
  }

  private standing(): string {
    const { sentence, earlier } = this.round.now;
    if (!sentence || !earlier) return "";
    return say(sentence.skipped ? "work.earlier_skipped" : "work.earlier");
  }

  private show(moved: boolean): void {
    const { sentence, choice, progress } = this.round.now;
    at("work").hidden = at("actions").hidden = !sentence;
    at("end").hidden = Boolean(sentence);
    showProgress(progress);
    at<HTMLButtonElement>("back").disabled = this.round.isAtStart;
    at<HTMLButtonElement>("forward").disabled = this.round.isAtEnd;
    at("end-back").hidden = this.round.isAtStart;
    if (!sentence) {
      showEnd(progress);
      return;
    }
    const asked = choice.tasks.map((task) => task.name).join(" ");
    if (asked !== this.built) buildTasks(choice.tasks, this.deeds);
    this.built = asked;
    showPlace(sentence);
    this.marking.show(sentence);
    showTask(choice.tasks[0]);
    this.showChosen();
    if (!moved) return;
    at("sentence").focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }

  private showChosen(): void {
    const { sentence, choice } = this.round.now;
    if (!sentence) return;
    const hints = this.suggested;
    showChoice(choice, hints);
    showMarks(choice, sentence.text, this.deeds);
    this.marking.showMarks(hints?.spans ?? []);
    at("suggestion-tools").hidden = !this.told.suggestions;
    at<HTMLButtonElement>("take").disabled = !hints;
  }

  private get suggested(): Said | null {
    return this.suggestions ? (this.round.now.sentence?.suggested ?? null) : null;
  }

  private suggest(wanted: boolean): void {
    this.suggestions = wanted;
    rememberSuggestions(wanted);
    this.round.whose.suggestions = wanted;
    if (wanted) void this.do(() => this.round.again());
    else this.showChosen();
  }

  private take(): void {
    const { suggested } = this;
    if (!suggested || this.busy) return;
    this.round.now.choice.take(suggested);
    this.showChosen();
    note(say("choice.taken"));
  }

  private byKey(key: string): boolean {
    const found = labelOf(key, false);
    if (!found) return false;
    this.toggle(found.task, found.label);
    return true;
  }

  private toggle(task: Task, label: Label): void {
    if (this.busy) return; // the next sentence is on its way: this would be said of the last one
    const { choice } = this.round.now;
    choice.toggle(task, label.name);
    this.showChosen();
    showMeaning(task, label);
    const said = choice.has(task, label.name) ? "choice.chosen" : "choice.not_chosen";
    note(say(said, { label: label.title }));
  }
}
