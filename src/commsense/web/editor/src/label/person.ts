// Who labels, and whether he wants to see suggestions: the browser keeps both.

const NAME = "commsense.annotator";
const SUGGESTIONS = "commsense.suggestions";

export function rememberedName(): string {
  return kept(NAME) ?? "";
}

export function rememberName(name: string): void {
  keep(NAME, name);
}

export function wantsSuggestions(): boolean {
  return kept(SUGGESTIONS) !== "off";
}

export function rememberSuggestions(wanted: boolean): void {
  keep(SUGGESTIONS, wanted ? "on" : "off");
}

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is switched off
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // storage is switched off: it holds until the page is left
  }
}
