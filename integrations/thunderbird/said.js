/** The window that shows what there is to say. It only shows: nothing of the mail is changed. */

import { BACK, SEND } from "./asking.js";
import { fill } from "./words.js";

const SIGN_OF_LIFE = 10_000; // milliseconds; Thunderbird puts a background to sleep after thirty
const key = location.search.slice(1);
const find = (id) => document.getElementById(id);
const word = (name, ...blanks) => messenger.i18n.getMessage(name, blanks.map(String));

fill(document, messenger);
find("back").addEventListener("click", () => choose(BACK));
find("send").addEventListener("click", () => choose(SEND));
document.addEventListener("keydown", (event) => event.key === "Escape" && choose(BACK));
setInterval(() => messenger.runtime.sendMessage({ alive: true, key }), SIGN_OF_LIFE);

const shown = await messenger.runtime.sendMessage({ ask: "shown", key });
if (shown) show(shown);
else window.close();

function show({ comments, points, sending, away }) {
  const heading = away ? "away" : comments.length ? "found" : "nothing";
  find("heading").textContent = word(heading, comments.length);
  find("comments").replaceChildren(...comments.map(item));
  find("comments").hidden = !comments.length;
  find("points").replaceChildren(...points.map((each) => element("li", each)));
  find("left").hidden = !points.length;
  find("send").hidden = !sending;
  find("back").focus();
}

function item({ severity, message, advice, suggestion }) {
  const line = element("p", "", "message");
  line.append(element("strong", word(severity), severity), " ", message);
  const found = document.createElement("li");
  found.append(line);
  if (advice) found.append(element("p", advice, "advice"));
  if (suggestion) found.append(element("p", word("wording", suggestion), "suggestion"));
  return found;
}

function element(name, text, kind = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = kind;
  return made;
}

async function choose(choice) {
  await messenger.runtime.sendMessage({ choice, key });
  window.close();
}
