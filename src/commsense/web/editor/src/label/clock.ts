// How long somebody looks at a sentence; not while the page is hidden.

let seconds = 0;
let since = performance.now();

/** Begins anew. */
export function restart(): void {
  seconds = 0;
  since = performance.now();
}

/** Gives the seconds since then, a day at most. */
export function looked(): number {
  pass();
  return Math.min(Math.round(seconds * 10) / 10, 86400);
}

function pass(): void {
  const now = performance.now();
  if (!document.hidden) seconds += (now - since) / 1000;
  since = now;
}

document.addEventListener("visibilitychange", () => {
  // What passed until now was spent in the other state.
  const now = performance.now();
  if (document.hidden) seconds += (now - since) / 1000;
  since = now;
});
