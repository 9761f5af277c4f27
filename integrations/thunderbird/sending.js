/** What happens when a mail is about to go, and when the button is pressed. */

import { SEND } from "./asking.js";
import { languageOf, read, request } from "./check.js";
import { decide } from "./decide.js";
import { original } from "./original.js";
import { load } from "./settings.js";

export const SENDING_LIMIT = 2_000; // milliseconds that a mail waits for the server
export const LOOKING_LIMIT = 15_000; // milliseconds that the button waits: the first check is slow

const TOLD = "toldAway";

/**
 * Decide on a mail that is about to go. It stays only where the user says so.
 *
 * @param tools `{messenger, fetch, asking}`
 * @param details the compose window's details
 */
export async function beforeSend(tools, details) {
  try {
    const settings = await load(tools.messenger);
    if (!settings.on) return {};
    const shown = await checked(tools, details, settings, SENDING_LIMIT);
    if (!shown?.ask) return {};
    const choice = await tools.asking.ask({ ...shown, sending: true });
    return choice === SEND ? {} : { cancel: true };
  } catch {
    return {};
  }
}

/**
 * Show what there is to say of a draft now, also where that is nothing.
 *
 * @param tools `{messenger, fetch, asking}`
 * @param tabId of the compose window
 */
export async function checkNow(tools, tabId) {
  const settings = await load(tools.messenger);
  const details = await tools.messenger.compose.getComposeDetails(tabId);
  const shown = await checked(tools, details, settings, LOOKING_LIMIT);
  await tools.asking.ask({ ...(shown ?? { comments: [], points: [], away: true }), sending: false });
}

/** Give what is shown of a draft, or null where the server is away, slow or no commsense. */
async function checked(tools, details, settings, limit) {
  const started = Date.now();
  const answered = await within(limit, original(tools.messenger, details, settings), "");
  const language = languageOf(tools.messenger.i18n.getUILanguage());
  const asked = request(details, settings, language, answered);
  if (!asked) return { ask: false, comments: [], points: [] };
  const left = Math.max(1, limit - (Date.now() - started));
  const said = await within(left, answer(tools.fetch, asked, left), null);
  await remark(tools.messenger, said !== null);
  return said && decide(said, settings);
}

async function answer(fetch, asked, limit) {
  try {
    const signal = AbortSignal.timeout(limit);
    const response = await fetch(asked.url, { ...asked.options, signal });
    return response.ok ? read(await response.json()) : null;
  } catch {
    return null;
  }
}

/** Give what a promise gives, or `instead` where it takes longer. */
async function within(limit, promise, instead) {
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, limit, instead)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Say once a session, by a mark on the button, that the server does not answer. */
async function remark(messenger, there) {
  try {
    const told = (await messenger.storage.session.get(TOLD))[TOLD];
    if (there ? told !== "marked" : told) return;
    await messenger.storage.session.set({ [TOLD]: there ? "over" : "marked" });
    const title = messenger.i18n.getMessage(there ? "checkNow" : "away");
    await messenger.composeAction.setBadgeText({ text: there ? "" : "!" });
    await messenger.composeAction.setTitle({ title });
  } catch {
    // A mark that cannot be made is no reason to keep a mail.
  }
}
