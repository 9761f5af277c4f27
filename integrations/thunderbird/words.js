/** The page's words in the user's language. */

/** Fill every element that names a text in `data-words`. */
export function fill(document, messenger) {
  document.documentElement.lang = messenger.i18n.getUILanguage();
  for (const element of document.querySelectorAll("[data-words]")) {
    element.textContent = messenger.i18n.getMessage(element.dataset.words);
  }
  document.title = messenger.i18n.getMessage(document.documentElement.dataset.title);
}
