/** The page on which the user sets the server and what is shown. */

import { isLoopback, load, save, serverOf } from "./settings.js";
import { fill } from "./words.js";

const find = (id) => document.getElementById(id);
const tell = (name) => (find("told").textContent = messenger.i18n.getMessage(name));

fill(document, messenger);
const settings = await load(messenger);
find("on").checked = settings.on;
find("server").value = settings.server;
find("token").value = settings.token;
find("original").checked = settings.original;
document.querySelector(`input[name="show"][value="${settings.show}"]`).checked = true;
find("form").addEventListener("submit", keep);

async function keep(event) {
  event.preventDefault();
  const server = serverOf(find("server").value);
  if (!server) {
    find("server").setAttribute("aria-invalid", "true");
    find("server").focus();
    return tell("optionServerWrong");
  }
  find("server").removeAttribute("aria-invalid");
  // Asked before anything is awaited: only then does it count as the user's own click.
  const granted = await messenger.permissions.request({
    permissions: find("original").checked ? ["messagesRead"] : [],
    origins: [origin(server)],
  });
  if (!granted) return tell("optionRefused");
  await save(messenger, {
    on: find("on").checked,
    server,
    token: find("token").value,
    show: document.querySelector('input[name="show"]:checked').value,
    original: find("original").checked,
  });
  find("server").value = server;
  return tell("optionSaved");
}

function origin(server) {
  const url = new URL(server);
  return isLoopback(server) ? `http://${url.hostname}/*` : `https://${url.hostname}/*`;
}
