// A comment in words with what can be done about it; the same in the list and beside the text.

import type { EditorView } from "@codemirror/view";
import { ignore, insertWording, replace } from "./actions.ts";
import { button, make } from "./elements.ts";
import { showExplanation } from "./explaining.ts";
import { say } from "./texts.ts";
import { hasPlace, type Placed } from "./underlines.ts";

/** Makes the word that says how much a comment weighs, underlined as in the text. */
export function weight({ comment }: Placed): HTMLElement {
  const word = make("span", `underline ${comment.severity}`, say(`comments.${comment.severity}`));
  return make("p", "weight", word);
}

/** Makes the advice, and the wording that is suggested. */
export function advice({ comment }: Placed): HTMLElement[] {
  const { suggestion } = comment;
  return [
    make("p", "advice", comment.advice),
    ...(suggestion
      ? [
          make(
            "p",
            "wording",
            make("span", "label", say(suggestion.replaces ? "comments.instead" : "comments.wording")),
            " ",
            make("q", "", suggestion.text),
          ),
        ]
      : []),
  ];
}

/** Makes the buttons of a comment. */
export function choices(view: EditorView, placed: Placed): HTMLElement {
  const { comment } = placed;
  const made = [];
  if (comment.suggestion?.replaces && hasPlace(placed)) {
    made.push(button(say("comments.replace"), () => replace(view, comment), "main"));
  } else if (comment.suggestion) {
    made.push(button(say("comments.insert"), () => insertWording(view, comment), "main"));
  }
  const whole = hasPlace(placed) ? "comments.ignore" : "comments.ignore_all";
  made.push(button(say(whole), () => ignore(view, comment)));
  made.push(button(say("comments.why"), () => void showExplanation(comment)));
  return make("p", "choices", ...made);
}

/** Makes the card that stands beside the text. */
export function card(view: EditorView, placed: Placed): HTMLElement {
  const { comment } = placed;
  return make(
    "section",
    "card",
    weight(placed),
    make("h3", "", comment.message),
    ...advice(placed),
    make("p", "reason", comment.why),
    choices(view, placed),
  );
}
