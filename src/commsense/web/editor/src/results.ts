// What the page shows of a check: the line that sums up, the comments, the points, the practices.

import type { State } from "./checking.ts";
import { commentList, visible, type Choice } from "./commentlist.ts";
import { coverage } from "./coverage.ts";
import { at } from "./elements.ts";
import type { Panes } from "./panes.ts";
import { notes, practiceBars } from "./practices.ts";
import { rerender } from "./rerender.ts";
import { say } from "./texts.ts";
import type { Check } from "./types.ts";
import { place, setComments } from "./underlines.ts";

/** Shows where a check stands; what was shown before stays while a new one is under way. */
export function showState(panes: Panes, state: State, choice: Choice): void {
  at("busy").hidden = state.kind !== "checking";
  if (state.kind === "checking") return;
  const wrong = state.kind === "away" || state.kind === "refused";
  at("trouble").hidden = !wrong;
  at("trouble-words").textContent =
    state.kind === "refused" ? state.words : wrong ? say("states.away") : "";
  if (wrong) sumUp(""); // what stands below is from the last check
  if (state.kind === "done") showCheck(panes, state.check, state.draft, choice);
  if (state.kind === "empty") showEmpty(panes);
}

/** Shows the comments again, after one was dealt with or more are wanted. */
export function showComments(panes: Panes, check: Check, choice: Choice): void {
  rerender(at("comments"), commentList(panes.answer, check, choice));
}

/** Underlines what is visible of a check. */
export function underline(panes: Panes, check: Check, draft: string, revealed: boolean): void {
  const placed = place(visible(check, revealed), draft);
  panes.answer.dispatch({ effects: setComments.of(placed) });
}

function showCheck(panes: Panes, check: Check, draft: string, choice: Choice): void {
  at("empty").hidden = true;
  at("results").hidden = false;
  underline(panes, check, draft, choice.revealed);
  showComments(panes, check, choice);
  rerender(at("points"), coverage(panes, check, draft));
  rerender(at("practices"), [practiceBars(check)]);
  const unseen = notes(check);
  at("notes-part").hidden = !unseen.length;
  rerender(at("notes"), unseen);
  sumUp(summary(check));
}

function showEmpty(panes: Panes): void {
  const started = panes.mail.state.doc.length > 0 || panes.answer.state.doc.length > 0;
  at("empty").hidden = false;
  at("results").hidden = true;
  at("example").hidden = started;
  at("empty-words").textContent = say(started ? "states.write" : "states.empty");
  panes.answer.dispatch({ effects: setComments.of([]) });
  sumUp("");
}

function summary(check: Check): string {
  const shown = check.comments.filter((each) => each.shown).length;
  const left = check.points.filter((each) => each.taken === "left").length;
  const total = check.points.length;
  const parts = [shown ? say("states.comments", { n: shown }) : say("states.no_comments")];
  if (total && left) parts.push(say("states.left", { left, n: total }));
  if (total && !left) parts.push(say("states.all_taken", { n: total }));
  return say("states.summary", { parts: parts.join(say("states.comma")) });
}

/** Says the sum once: a screen reader reads it out each time it changes. */
function sumUp(words: string): void {
  const line = at("summary");
  if (line.textContent !== words) line.textContent = words;
}
