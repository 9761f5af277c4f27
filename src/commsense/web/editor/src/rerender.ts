// Puts new content into a part of the page and keeps the focus where it was.

/** Replaces the children of `part`; an element with the same `data-key` gets the focus back. */
export function rerender(part: HTMLElement, children: Node[]): void {
  const focused = document.activeElement;
  const key =
    focused instanceof HTMLElement && part.contains(focused) ? focused.dataset.key : undefined;
  part.replaceChildren(...children);
  if (key) part.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus();
}
