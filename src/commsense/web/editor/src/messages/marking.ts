// Marks stretches of a text. The server counts code points, and so does this.

import { make } from "../elements.ts";

export interface Stretch {
  start: number;
  end: number;
  kind: string;
}

/** Gives a text in pieces, those within stretches as marks with the kinds as classes. */
export function marked(text: string, stretches: Stretch[]): Node[] {
  const letters = [...text];
  const inside = stretches.filter(({ start, end }) => start < end && end <= letters.length);
  const cuts = [...new Set([0, letters.length, ...inside.flatMap(({ start, end }) => [start, end])])];
  cuts.sort((one, other) => one - other);
  return cuts.slice(1).map((end, index) => {
    const start = cuts[index] ?? 0;
    const piece = letters.slice(start, end).join("");
    const kinds = inside.filter((each) => each.start <= start && end <= each.end);
    const named = [...new Set(kinds.map((each) => each.kind))].join(" ");
    return named ? make("mark", named, piece) : document.createTextNode(piece);
  });
}
