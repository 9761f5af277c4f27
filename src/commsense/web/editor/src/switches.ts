// The switches of language and brightness. The language is all that the browser keeps.

import { at } from "./elements.ts";
import { say } from "./texts.ts";

const KEPT = "commsense.language";
const dark = window.matchMedia("(prefers-color-scheme: dark)");

/** Gives the language that was chosen before, else the server's. */
export function rememberedLanguage(): string {
  try {
    return localStorage.getItem(KEPT) ?? document.documentElement.lang;
  } catch {
    return document.documentElement.lang; // storage is switched off
  }
}

/** Calls `chosen` with a language when one is clicked. */
export function languageSwitch(chosen: (language: string) => void): void {
  for (const each of languages()) {
    each.addEventListener("click", () => {
      try {
        localStorage.setItem(KEPT, each.lang);
      } catch {
        // storage is switched off: the choice holds until the page is left
      }
      chosen(each.lang);
    });
  }
}

export function showLanguage(language: string): void {
  for (const each of languages()) each.ariaPressed = String(each.lang === language);
}

export function themeSwitch(): void {
  at("theme").addEventListener("click", () => {
    document.documentElement.dataset.theme = isDark() ? "light" : "dark";
    showTheme();
  });
  dark.addEventListener("change", showTheme);
}

/** Names the brightness that a click brings. */
export function showTheme(): void {
  at("theme").textContent = say(isDark() ? "page.light" : "page.dark");
}

function isDark(): boolean {
  const chosen = document.documentElement.dataset.theme;
  return chosen ? chosen === "dark" : dark.matches;
}

function languages(): HTMLElement[] {
  return [...at("languages").querySelectorAll("button")];
}
