// The comments at their places in the draft. Places move along as the draft changes.

import { StateEffect, StateField, type ChangeDesc, type EditorState } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import { units, type Stretch } from "./positions.ts";
import type { Comment } from "./types.ts";

/** A comment with its place in the editor; `from` equals `to` where it has none. */
export interface Placed extends Stretch {
  comment: Comment;
}

export const setComments = StateEffect.define<Placed[]>();

/** Takes away a comment that was dealt with, until the next check says. */
export const dropComment = StateEffect.define<Comment>();

/** The comments that are shown. */
export const placedComments = StateField.define<Placed[]>({
  create: () => [],
  update(known, change) {
    let placed = change.docChanged ? known.flatMap((each) => moved(each, change.changes)) : known;
    for (const effect of change.effects) {
      if (effect.is(setComments)) placed = effect.value;
      if (effect.is(dropComment)) placed = placed.filter((each) => each.comment !== effect.value);
    }
    return placed;
  },
  provide: (field) => EditorView.decorations.from(field, decorate),
});

/** Places comments in the draft that they are about. */
export function place(comments: Comment[], draft: string): Placed[] {
  const unit = units(draft);
  return comments.map((comment) => ({
    comment,
    from: unit(comment.start),
    to: unit(comment.end),
  }));
}

export function hasPlace(placed: Placed): boolean {
  return placed.to > placed.from;
}

/** Gives the comments at a place, the shortest stretch first. */
export function commentsAt(state: EditorState, place: number): Placed[] {
  return state
    .field(placedComments)
    .filter((each) => hasPlace(each) && each.from <= place && place <= each.to)
    .sort((one, other) => one.to - one.from - (other.to - other.from));
}

/** Gives a comment with the place that it has now, or null where it is not shown any more. */
export function now(state: EditorState, comment: Comment): Placed | null {
  return state.field(placedComments).find((each) => each.comment === comment) ?? null;
}

function moved(placed: Placed, changes: ChangeDesc): Placed[] {
  if (!hasPlace(placed)) return [placed];
  const from = changes.mapPos(placed.from, 1);
  const to = changes.mapPos(placed.to, -1);
  return to > from ? [{ ...placed, from, to }] : [];
}

function decorate(placed: Placed[]): DecorationSet {
  const marks = placed
    .filter(hasPlace)
    .map(({ comment, from, to }) =>
      Decoration.mark({ class: `underline ${comment.severity}` }).range(from, to),
    );
  return Decoration.set(marks, true);
}
