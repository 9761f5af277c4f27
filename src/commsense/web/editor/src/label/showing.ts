// Shows the sentence with its place, how far one is, and what there is to say of it.

import { at, make } from "../elements.ts";
import { say } from "../texts.ts";
import type { Progress, Sentence } from "./types.ts";

/** Shows who wrote the sentence, and what stands before it. */
export function showPlace(sentence: Sentence): void {
  const side = say(`sentence.${sentence.side}`);
  const client = sentence.client ? [make("span", "", sentence.client)] : [];
  at("facts").replaceChildren(make("span", `side ${sentence.side}`, side), ...client);
  const lines = sentence.concern === null ? sentence.context : [sentence.concern];
  const heading = sentence.concern === null ? "sentence.before" : "sentence.concern";
  const list = make("ol", sentence.concern === null ? "" : "concern");
  for (const line of lines) list.append(make("li", "", line));
  list.lang = sentence.language === "und" ? "" : sentence.language;
  at("before").replaceChildren(
    ...(lines.length ? [make("h3", "", say(heading)), list] : []),
    ...(sentence.concern === null ? [] : [make("h3", "", say("sentence.later"))]),
  );
  list.scrollTop = list.scrollHeight; // what stands right before it
}

export function showProgress(progress: Progress): void {
  at("progress").hidden = false;
  const bar = at<HTMLProgressElement>("bar");
  bar.max = Math.max(1, progress.done + progress.skipped + progress.left);
  bar.value = progress.done;
  const parts = [
    say("progress.done", { done: progress.done, total: progress.done + progress.left + progress.skipped }),
    say("progress.left", { n: progress.left }),
    ...(progress.skipped ? [say("progress.skipped", { n: progress.skipped })] : []),
  ];
  at("count").textContent = parts.join(" · ");
  const people = progress.by.map(({ name, done }) => say("progress.person", { name, n: done }));
  at("by").textContent =
    people.length > 1 ? say("progress.by", { people: people.join(say("progress.comma")) }) : "";
}

/** Shows that nothing is left, or that what is left is with others. */
export function showEnd(progress: Progress): void {
  at("end-done").textContent = say("end.all", { n: progress.done });
  at("end-skipped").textContent = progress.skipped ? say("end.skipped", { n: progress.skipped }) : "";
  at("end-lent").textContent = progress.left ? say("end.lent", { n: progress.left }) : "";
  at("end-again").hidden = !progress.skipped;
  at("end-look").hidden = !progress.left;
}

/** Says something once; a screen reader reads it out. */
export function note(words: string): void {
  at("trouble").hidden = true;
  at("note").textContent = words;
}

export function trouble(words: string): void {
  at("note").textContent = "";
  at("trouble-words").textContent = words;
  at("trouble").hidden = false;
}
