// What a draft says to commsense: <!-- commsense: ignore CO3 -->. The client does not get to see it.

import { Decoration, MatchDecorator, ViewPlugin, type EditorView } from "@codemirror/view";
import type { DecorationSet, ViewUpdate } from "@codemirror/view";

const DIRECTIVE = /<!--[ \t]*commsense:[ \t]*ignore\b[^<>\n]{0,200}-->/gi;
const LINE = /^[ \t]*<!--[ \t]*commsense:[ \t]*ignore\b[^<>\n]{0,200}-->[ \t]*(?:\n|$)/gim;
const BESIDE = /[ \t]{0,99}<!--[ \t]*commsense:[ \t]*ignore\b[^<>\n]{0,200}-->/gi;

export function directive(criterion: string): string {
  return `<!-- commsense: ignore ${criterion} -->`;
}

/** Gives a draft as it is to be sent. */
export function withoutDirectives(draft: string): string {
  return draft.replace(LINE, "").replace(BESIDE, "");
}

const matcher = new MatchDecorator({
  regexp: DIRECTIVE,
  decoration: Decoration.mark({ class: "directive" }),
});

/** Dims the directives. */
export const dimmed = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = matcher.createDeco(view);
    }

    update(update: ViewUpdate): void {
      this.decorations = matcher.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
