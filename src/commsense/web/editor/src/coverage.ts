// Answer coverage: what the draft does with each point that the client raised.

import { at, make } from "./elements.ts";
import { mark } from "./marks.ts";
import { text, type Panes } from "./panes.ts";
import { locate, units, type Stretch } from "./positions.ts";
import { day, say } from "./texts.ts";
import type { Check, Passage, Point } from "./types.ts";

const SIGN = { answered: "✓", deferred: "→", acknowledged: "◐", left: "○" } as const;

let chosen = ""; // the words of the point that is marked

/** Makes the list of points; a click marks both passages, and they stay marked as one writes. */
export function coverage(panes: Panes, check: Check, draft: string): HTMLElement[] {
  if (!check.points.length) return [make("p", "quiet", say("coverage.none"))];
  const items = check.points.map((point, place) => {
    const go = pointButton(point);
    go.dataset.key = `point-${place}`;
    go.addEventListener("click", () => {
      const wanted = go.ariaPressed !== "true";
      unchoose();
      if (!wanted) return markBoth(panes, [], []);
      go.ariaPressed = "true";
      chosen = point.raised.text;
      showPoint(panes, check, draft, point, true);
    });
    if (point.raised.text === chosen) {
      go.ariaPressed = "true";
      showPoint(panes, check, draft, point, false);
    }
    return make("li", "", go);
  });
  return [make("ul", "points", ...items)];
}

/** Marks passages of earlier messages where they stand: in the mail, or quoted in the draft. */
export function markEarlier(panes: Panes, check: Check, passages: Passage[]): void {
  unchoose();
  markBoth(panes, ...found(panes, check, passages));
}

function unchoose(): void {
  chosen = "";
  for (const each of at("points").querySelectorAll("button")) each.ariaPressed = "false";
}

function markBoth(panes: Panes, left: Stretch[], right: Stretch[], show = true): void {
  mark(panes.mail, left, show);
  mark(panes.answer, right, show);
}

function pointButton(point: Point): HTMLButtonElement {
  const sign = make("span", "sign", SIGN[point.taken]);
  sign.ariaHidden = "true";
  const { person, date } = point.raised;
  const from = [person, day(date)].filter(Boolean).join(say("states.comma"));
  const go = make(
    "button",
    `point ${point.taken}`,
    sign,
    make("span", "said", point.raised.text),
    make(
      "span",
      "state",
      make("b", "", say(`coverage.${point.taken}`)),
      ` · ${say(`coverage.${point.kind}`)}`,
      from ? ` · ${from}` : null,
    ),
  );
  go.type = "button";
  go.ariaPressed = "false";
  return go;
}

function showPoint(
  panes: Panes,
  check: Check,
  draft: string,
  { raised, answer }: Point,
  show: boolean,
): void {
  const [left, right] = found(panes, check, [raised]);
  const unit = units(draft);
  const said = answer ? [{ from: unit(answer.start), to: unit(answer.end) }] : [];
  markBoth(panes, left, [...said, ...right], show);
}

function found(panes: Panes, check: Check, passages: Passage[]): [Stretch[], Stretch[]] {
  const left: Stretch[] = [];
  const right: Stretch[] = [];
  for (const each of passages) {
    const message = check.earlier.find((earlier) => earlier.id === each.message);
    if (!message) continue;
    const unit = units(message.text);
    const stretch = { from: unit(each.start), to: unit(each.end) };
    const inMail = locate(text(panes.mail), message.text, stretch);
    const inDraft = inMail ? null : locate(text(panes.answer), message.text, stretch);
    if (inMail) left.push(inMail);
    if (inDraft) right.push(inDraft);
  }
  return [left, right];
}
