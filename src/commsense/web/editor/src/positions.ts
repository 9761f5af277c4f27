// Places in a text: the server counts code points, the editor UTF-16 units.

/** Gives the function from a place in code points to one in UTF-16 units of `text`. */
export function units(text: string): (place: number) => number {
  const pairs: number[] = []; // code points that take two units
  let place = 0;
  for (const character of text) {
    if (character.length === 2) pairs.push(place);
    place += 1;
  }
  return (wanted) => Math.min(wanted + before(pairs, wanted), text.length);
}

function before(sorted: number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface Stretch {
  from: number;
  to: number;
}

const CONTEXT = 120;

/**
 * Finds a passage of an earlier message in a pane, where it stands among headers and quote marks.
 *
 * @param pane text of the pane.
 * @param message text of the message as the server read it.
 * @param passage where the passage stands in `message`, in UTF-16 units.
 */
export function locate(pane: string, message: string, passage: Stretch): Stretch | null {
  const whole = bare(pane);
  const read = bare(message);
  const first = read.places.findIndex((place) => place >= passage.from);
  const after = read.places.findIndex((place) => place >= passage.to);
  const last = after < 0 ? read.text.length : after;
  if (first < 0 || last <= first) return null;
  const words = read.text.slice(first, last);
  for (const length of [first, CONTEXT, CONTEXT / 4, 0]) {
    const context = read.text.slice(Math.max(0, first - length), first);
    const found = whole.text.indexOf(context + words);
    if (found < 0) continue;
    const start = found + context.length;
    return { from: whole.places[start]!, to: whole.places[start + words.length - 1]! + 1 };
  }
  return null;
}

/** Leaves out blanks and the marks of quotes, and keeps where each unit stood. */
function bare(text: string): { text: string; places: number[] } {
  const places: number[] = [];
  let kept = "";
  const quoted = /^[ \t]*(?:[>＞》][ \t]?)+/gm;
  const marks = [...text.matchAll(quoted)].map((found) => [found.index, found.index + found[0].length]);
  let next = 0;
  for (let place = 0; place < text.length; place += 1) {
    while (next < marks.length && marks[next]![1]! <= place) next += 1;
    if (next < marks.length && marks[next]![0]! <= place) continue;
    if (/\s/.test(text[place]!)) continue;
    kept += text[place];
    places.push(place);
  }
  return { text: kept, places };
}
