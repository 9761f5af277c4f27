// The dialog that says why a comment is made, with examples.

import { at, make } from "./elements.ts";
import { explain, Refused } from "./server.ts";
import { day, language, say } from "./texts.ts";
import type { Comment, ExampleMessage } from "./types.ts";

/** Opens the explanation of what a comment asks for. */
export async function showExplanation(comment: Comment): Promise<void> {
  const dialog = at<HTMLDialogElement>("explanation");
  const body = at("explanation-body");
  at("explanation-title").textContent = comment.title;
  body.replaceChildren(make("p", "quiet", say("explain.loading")));
  dialog.showModal();
  try {
    const told = await explain(comment.criterion, language());
    at("explanation-title").textContent = told.title;
    body.replaceChildren(
      ...part("asks", told.how),
      ...part("why", told.why),
      ...part("advice", comment.advice), // its blanks are filled
      ...examples("met", told.met),
      ...examples("missed", told.missed),
      make("p", "quiet", say("explain.source", { source: told.source })),
    );
  } catch (error) {
    // What came with the comment is enough to go on; a team's own criteria have no more.
    body.replaceChildren(
      ...part("why", comment.why),
      ...part("advice", comment.advice),
      error instanceof Refused ? "" : make("p", "quiet", say("explain.away")),
    );
  }
}

function part(name: string, words: string): HTMLElement[] {
  return words ? [make("h3", "", say(`explain.${name}`)), make("p", "", words)] : [];
}

function examples(name: "met" | "missed", threads: ExampleMessage[][]): HTMLElement[] {
  if (!threads.length) return [];
  const list = make("ul", `examples ${name}`, ...threads.map((each) => make("li", "", ...lines(each))));
  return [make("h3", "", say(`explain.${name}`)), list];
}

function lines(thread: ExampleMessage[]): HTMLElement[] {
  if (thread.length === 1) return [make("p", "", thread[0]!.text)];
  return thread.map(({ side, date, text }) => {
    const who = [say(`explain.${side}`), day(date)].filter(Boolean).join(say("states.comma"));
    return make("p", "", make("span", "label", who), " ", text);
  });
}
