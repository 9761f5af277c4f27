// Shows the card of a comment: under the mouse, or where the writer went with F8 or from the list.

import { StateEffect, StateField, type Extension } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap, showTooltip, tooltips, type Tooltip } from "@codemirror/view";
import { card } from "./card.ts";
import { make } from "./elements.ts";
import type { Comment } from "./types.ts";
import { commentsAt, hasPlace, now, placedComments, type Placed } from "./underlines.ts";

const EDGE = 12; // pixels between a card and the edge of the window

const setOpen = StateEffect.define<Comment | null>();

const opened = StateField.define<Comment | null>({
  create: () => null,
  update(known, change) {
    let open = change.docChanged ? null : known;
    for (const effect of change.effects) if (effect.is(setOpen)) open = effect.value;
    if (open && !change.state.field(placedComments).some((each) => each.comment === open)) {
      return null;
    }
    return open;
  },
  provide: (field) =>
    showTooltip.compute([field], (state) => {
      const comment = state.field(field);
      const placed = comment && now(state, comment);
      return placed ? tooltip([placed]) : null;
    }),
});

const hovered = hoverTooltip(
  (view, place) => {
    const found = commentsAt(view.state, place);
    const open = view.state.field(opened);
    if (!found.length || found.some((each) => each.comment === open)) return null;
    return tooltip(found);
  },
  { hideOnChange: true, hoverTime: 250 },
);

export const cards: Extension = [
  opened,
  hovered,
  tooltips({ tooltipSpace: windowWithoutEdge }),
  keymap.of([{ key: "Escape", run: (view) => closeCard(view) }]),
];

/** Goes to a comment in the text and opens its card. */
export function openCard(view: EditorView, comment: Comment): void {
  const placed = now(view.state, comment);
  if (!placed || !hasPlace(placed)) return;
  view.dispatch({
    selection: { anchor: placed.from, head: placed.to },
    effects: [setOpen.of(comment), EditorView.scrollIntoView(placed.from, { y: "center" })],
  });
  view.focus();
}

/** Closes the card that was opened, if there is one. */
export function closeCard(view: EditorView): boolean {
  if (!view.state.field(opened)) return false;
  view.dispatch({ effects: setOpen.of(null) });
  return true;
}

function windowWithoutEdge(): { left: number; top: number; right: number; bottom: number } {
  const { clientWidth, clientHeight } = document.documentElement;
  return { left: EDGE, top: EDGE, right: clientWidth - EDGE, bottom: clientHeight - EDGE };
}

function tooltip(found: Placed[]): Tooltip {
  const first = found[0]!;
  return {
    pos: first.from,
    end: first.to,
    above: false,
    create: (view) => ({ dom: cardsFor(view, found) }),
  };
}

function cardsFor(view: EditorView, found: Placed[]): HTMLElement {
  const box = make("div", "cards", ...found.map((each) => card(view, each)));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    closeCard(view);
    view.focus();
  });
  return box;
}
