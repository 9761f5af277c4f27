// The list of comments beside the panes; those that are not told unasked come on demand.

import type { EditorView } from "@codemirror/view";
import { advice, choices, weight } from "./card.ts";
import { button, make } from "./elements.ts";
import { say } from "./texts.ts";
import type { Check, Comment } from "./types.ts";
import { now, type Placed } from "./underlines.ts";

/** What the list needs from the page. */
export interface Choice {
  revealed: boolean;
  reveal: (all: boolean) => void;
  goTo: (comment: Comment) => void;
}

/** Gives the comments that are shown: all, or those that must be said. */
export function visible(check: Check, revealed: boolean): Comment[] {
  return revealed ? check.comments : check.comments.filter((each) => each.shown);
}

/** Makes the list. */
export function commentList(view: EditorView, check: Check, choice: Choice): HTMLElement[] {
  const shown = visible(check, choice.revealed).flatMap((each) => now(view.state, each) ?? []);
  const items = shown.map((placed) => item(view, placed, choice));
  return [
    ...(items.length ? [make("ol", "comments", ...items)] : [none(check)]),
    ...more(check, choice),
    ...(check.suppressed
      ? [make("p", "quiet", say("comments.suppressed", { n: check.suppressed }))]
      : []),
  ];
}

function item(view: EditorView, placed: Placed, choice: Choice): HTMLElement {
  const { comment } = placed;
  const go = button(comment.message, () => choice.goTo(comment), "goto");
  go.dataset.key = key(comment);
  return make(
    "li",
    "comment",
    weight(placed),
    make("h3", "", go),
    ...advice(placed),
    choices(view, placed),
  );
}

/** Names a comment's button in the list. */
export function key(comment: Comment): string {
  return `${comment.criterion}-${comment.start}-${comment.message}`;
}

function none(check: Check): HTMLElement {
  const waiting = check.comments.some((each) => !each.shown);
  return make("p", "all-well", say(waiting ? "comments.nothing_shown" : "comments.none"));
}

function more(check: Check, choice: Choice): HTMLElement[] {
  const hidden = check.comments.filter((each) => !each.shown).length;
  if (!hidden) return [];
  const words = choice.revealed ? say("comments.fewer") : say("comments.more", { n: hidden });
  const toggle = button(words, () => choice.reveal(!choice.revealed), "more");
  toggle.setAttribute("aria-expanded", String(choice.revealed));
  toggle.dataset.key = "more";
  return [toggle];
}
