// The page in use: connects the panes, the checks and what is shown of them.

import { cards, openCard } from "./cards.ts";
import { Checking, type State } from "./checking.ts";
import { key, type Choice } from "./commentlist.ts";
import { copyAnswer } from "./copying.ts";
import { markEarlier } from "./coverage.ts";
import { dimmed } from "./directives.ts";
import { at } from "./elements.ts";
import { takeFiles } from "./files.ts";
import { listen } from "./keys.ts";
import { makePanes, name, put, text, type Panes } from "./panes.ts";
import { showComments, showState, underline } from "./results.ts";
import { say } from "./texts.ts";
import type { Check, Comment } from "./types.ts";
import { hasPlace, now, placedComments } from "./underlines.ts";
import { EditorView } from "@codemirror/view";

export class Page {
  private readonly panes: Panes;
  private readonly checking: Checking;
  private readonly choice: Choice;
  private last: { check: Check; draft: string } | null = null;
  private example = "";

  constructor() {
    this.choice = {
      revealed: false,
      reveal: (all) => this.reveal(all),
      goTo: (comment) => this.goTo(comment),
    };
    this.checking = new Checking(
      () => this.texts(),
      (state) => this.tell(state),
    );
    const dealtWith = EditorView.updateListener.of((update) => {
      const before = update.startState.field(placedComments).length;
      const after = update.state.field(placedComments).length;
      if (this.last && update.docChanged && before !== after) this.listComments();
    });
    const onAnswer = [placedComments, cards, dimmed, dealtWith];
    this.panes = makePanes(() => this.checking.soon(), onAnswer);
    takeFiles(this.panes);
    this.listen();
    this.tell({ kind: "empty" });
  }

  /** Says everything again, in the language that was chosen. */
  translate(): void {
    name(this.panes);
    for (const id of ["mail-told", "answer-told"]) at(id).textContent = "";
    void this.checking.now();
  }

  private listen(): void {
    const checkNow = () => void this.checking.now();
    listen({ view: this.panes.answer, goTo: this.choice.goTo, checkNow });
    at("check-now").addEventListener("click", checkNow);
    at("retry").addEventListener("click", checkNow);
    at("copy").addEventListener("click", () => void copyAnswer(this.panes));
    at("example").addEventListener("click", () => this.tryExample());
    window.addEventListener("beforeunload", (event) => {
      const draft = text(this.panes.answer);
      // The draft is kept nowhere else.
      if (draft.trim() && draft !== this.example) event.preventDefault();
    });
  }

  private texts(): { draft: string; mail: string } | null {
    if (this.panes.answer.composing || this.panes.mail.composing) return null;
    return { draft: text(this.panes.answer), mail: text(this.panes.mail) };
  }

  private tell(state: State): void {
    if (state.kind === "done") this.last = { check: state.check, draft: state.draft };
    if (state.kind === "empty") this.last = null;
    showState(this.panes, state, this.choice);
  }

  private tryExample(): void {
    this.example = say("example.draft");
    put(this.panes.mail, say("example.mail"));
    put(this.panes.answer, this.example);
    this.panes.answer.focus();
    void this.checking.now();
  }

  private reveal(all: boolean): void {
    this.choice.revealed = all;
    // A draft that has changed meanwhile is being checked again, and shown then.
    if (this.last && this.last.draft === text(this.panes.answer)) {
      underline(this.panes, this.last.check, this.last.draft, all);
      this.listComments();
    }
  }

  private listComments(): void {
    if (this.last) showComments(this.panes, this.last.check, this.choice);
  }

  private goTo(comment: Comment): void {
    if (!this.last) return;
    markEarlier(this.panes, this.last.check, comment.earlier);
    const placed = now(this.panes.answer.state, comment);
    if (placed && hasPlace(placed)) openCard(this.panes.answer, comment);
    else at("comments").querySelector<HTMLElement>(`[data-key="${CSS.escape(key(comment))}"]`)?.focus();
  }
}
