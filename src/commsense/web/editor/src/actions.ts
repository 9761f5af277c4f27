// What the buttons of a comment do to the draft.

import { EditorSelection, type ChangeSpec } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import { directive } from "./directives.ts";
import type { Comment } from "./types.ts";
import { dropComment, hasPlace, now } from "./underlines.ts";

const BLANK = "____";
const ENDS = /[.!?。！？…]["”’）)]?$/;
const NO_SPACE = /[\s（“‘([]$|[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]$/;

/** Puts the suggested words in place of those that a comment is about. */
export function replace(view: EditorView, comment: Comment): void {
  const placed = now(view.state, comment);
  if (!placed || !hasPlace(placed) || !comment.suggestion) return;
  put(view, comment, { from: placed.from, to: placed.to, insert: comment.suggestion.text });
}

/** Puts a suggested wording after what a comment is about, or where the writer is. */
export function insertWording(view: EditorView, comment: Comment): void {
  const placed = now(view.state, comment);
  if (!comment.suggestion) return;
  const wording = comment.suggestion.text;
  if (placed && hasPlace(placed)) {
    // The dots of "… by ____ (day)" stand for what is there already.
    const rest = wording.replace(/^…+\s*/, "");
    const words = view.state.sliceDoc(placed.from, placed.to);
    const end = placed.to - (ENDS.exec(words)?.[0].length ?? 0);
    const before = view.state.sliceDoc(placed.from, end);
    const gap = NO_SPACE.test(before) || /^[，。、；]/.test(rest) ? "" : " ";
    put(view, comment, { from: end, insert: gap + rest });
    return;
  }
  const { head } = view.state.selection.main;
  const at = head || view.state.doc.length;
  const line = view.state.doc.lineAt(at);
  const insert = line.text.trim() ? `\n\n${wording}` : wording;
  put(view, comment, { from: line.text.trim() ? line.to : at, insert });
}

/** Writes into the draft that a comment is not wanted: at its line, or for the whole draft. */
export function ignore(view: EditorView, comment: Comment): void {
  const placed = now(view.state, comment);
  const words = directive(comment.criterion);
  const { doc } = view.state;
  const change =
    placed && hasPlace(placed)
      ? { from: doc.lineAt(placed.from).to, insert: ` ${words}` }
      : { from: doc.length, insert: `${doc.length ? "\n" : ""}${words}` };
  view.dispatch({ changes: change, effects: dropComment.of(comment), userEvent: "input" });
  view.focus();
}

/** Changes the draft and selects the first blank that the writer has to fill. */
function put(
  view: EditorView,
  comment: Comment,
  change: ChangeSpec & { from: number; insert: string },
): void {
  const blank = change.insert.indexOf(BLANK);
  const end = change.from + change.insert.length;
  view.dispatch({
    changes: change,
    selection:
      blank < 0
        ? EditorSelection.cursor(end)
        : EditorSelection.range(change.from + blank, change.from + blank + BLANK.length),
    effects: dropComment.of(comment),
    scrollIntoView: true,
    userEvent: "input",
  });
  view.focus();
}
