// Copies the answer as it is to be sent: without what it says to commsense.

import { at } from "./elements.ts";
import { withoutDirectives } from "./directives.ts";
import { text, type Panes } from "./panes.ts";
import { say } from "./texts.ts";

export async function copyAnswer(panes: Panes): Promise<void> {
  const words = withoutDirectives(text(panes.answer));
  const done = await copied(words);
  at("answer-told").textContent = say(done ? "panes.copied" : "panes.not_copied");
}

async function copied(words: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(words);
    return true;
  } catch {
    return false; // no permission, or the page was not reached over loopback or HTTPS
  }
}
