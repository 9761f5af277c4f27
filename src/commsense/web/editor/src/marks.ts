// Marks the passages that belong together, in the client's mail and in the draft.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";
import type { Stretch } from "./positions.ts";

const setMarks = StateEffect.define<Stretch[]>();
const passage = Decoration.mark({ class: "passage" });

export const marks = StateField.define({
  create: () => Decoration.none,
  update(known, change) {
    let marked = known.map(change.changes);
    for (const effect of change.effects) {
      if (effect.is(setMarks)) {
        marked = Decoration.set(
          effect.value.map((each) => passage.range(each.from, each.to)),
          true,
        );
      }
    }
    return marked;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Marks these stretches of a pane and no others, and brings the first into view if wanted. */
export function mark(pane: EditorView, stretches: Stretch[], show = true): void {
  const length = pane.state.doc.length;
  const kept = stretches
    .map(({ from, to }) => ({ from: Math.min(from, length), to: Math.min(to, length) }))
    .filter((each) => each.to > each.from);
  const first = kept[0];
  pane.dispatch({
    effects: [
      setMarks.of(kept),
      ...(first && show ? [EditorView.scrollIntoView(first.from, { y: "center" })] : []),
    ],
  });
}
