// The keys of the page.

import { at } from "../elements.ts";

/** What the keys do; each tells whether it had something to do. */
export interface Keys {
  save: () => void;
  back: () => void;
  forward: () => void;
  skip: () => void;
  undo: () => void;
  take: () => void;
  help: () => void;
  pick: () => void;
  label: (key: string) => boolean;
  picking: () => boolean;
  inWords: (key: string, widen: boolean) => boolean;
}

const LEAVE_END = new Set(["Backspace", "ArrowLeft", "u"]);

export function listen(keys: Keys): void {
  const plain: Record<string, () => void> = {
    Backspace: keys.back,
    ArrowLeft: keys.back,
    ArrowRight: keys.forward,
    s: keys.skip,
    u: keys.undo,
    j: keys.pick,
    ".": keys.take,
    "?": keys.help,
  };
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (document.querySelector("dialog[open]") || isTyping(event.target)) return;
    const key = named(event);
    if (at("work").hidden && !(key === "?" || (LEAVE_END.has(key) && !at("end").hidden))) return;
    if (key === "Enter" && isOther(event.target)) return; // what it does to any other button
    const done = keys.picking() && keys.inWords(key, event.shiftKey);
    if (!done && !press(key)) return;
    event.preventDefault();
  });

  function press(key: string): boolean {
    if (key === "Enter") keys.save();
    else if (plain[key]) plain[key]();
    else return keys.label(key);
    return true;
  }
}

/** Names a key by its letter; where an input method holds it, by its place on the keyboard. */
function named(event: KeyboardEvent): string {
  // Whatever Caps Lock says.
  if (/^[a-z]$/i.test(event.key)) return event.shiftKey ? event.key.toUpperCase() : event.key.toLowerCase();
  if (event.key !== "Process" && !/[^\x00-\x7f]/.test(event.key)) return event.key;
  const [, letter] = /^Key([A-Z])$/.exec(event.code) ?? [];
  const [, digit] = /^(?:Digit|Numpad)(\d)$/.exec(event.code) ?? [];
  if (letter) return event.shiftKey ? letter : letter.toLowerCase();
  if (digit) return digit;
  if (event.code === "Slash" && event.shiftKey) return "?";
  return event.code === "Period" ? "." : event.key;
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox]), select, textarea");
}

function isOther(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("button:not(.label, #save), a");
}
