// The keys: F8 and Shift-F8 go through the comments, Ctrl-Enter checks now.

import type { EditorView } from "@codemirror/view";
import type { Comment } from "./types.ts";
import { hasPlace, placedComments } from "./underlines.ts";

/** What the keys do. */
export interface Keys {
  view: EditorView;
  goTo: (comment: Comment) => void;
  checkNow: () => void;
}

export function listen({ view, goTo, checkNow }: Keys): void {
  let last: Comment | null = null;
  window.addEventListener(
    "keydown",
    (event) => {
      if (document.querySelector("dialog[open]")) return;
      if (event.key === "F8") {
        last = next(view, last, event.shiftKey);
        if (last) goTo(last);
      } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        checkNow();
      } else {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
}

/** Gives the comment after the last one, or after the cursor; those without a place come last. */
function next(view: EditorView, last: Comment | null, back: boolean): Comment | null {
  const all = view.state.field(placedComments);
  const order = [
    ...all.filter(hasPlace).sort((one, other) => one.from - other.from),
    ...all.filter((each) => !hasPlace(each)),
  ];
  if (!order.length) return null;
  const known = order.findIndex((each) => each.comment === last);
  if (known >= 0) return order.at((known + (back ? -1 : 1)) % order.length)!.comment;
  const { head } = view.state.selection.main;
  const after = order.findIndex((each) => hasPlace(each) && each.from >= head);
  const found = back ? (after < 0 ? order.length : after) - 1 : Math.max(after, 0);
  return order.at(found)!.comment;
}
