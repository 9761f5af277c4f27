// Makes and finds elements. Text goes in as text only, never as HTML.

type Child = Node | string | null;

/** Makes an element with a class, with children; strings become text. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = "",
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children.filter((each): each is Node | string => each !== null));
  return element;
}

export function button(words: string, act: () => void, className = ""): HTMLButtonElement {
  const made = make("button", className, words);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

/** Gives the element of index.html with this id. */
export function at<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no #${id}`);
  return found as T;
}
