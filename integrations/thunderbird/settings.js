/** What the user has set: kept by Thunderbird, on this machine. */

export const DEFAULTS = Object.freeze({
  on: true,
  server: "http://127.0.0.1:8600",
  token: "",
  show: "warning", // the least severity that is shown: "error" or "warning"
  original: false, // read the mail that is answered; needs the permission messagesRead
});

const LOOPBACK = new Set(["127.0.0.1", "localhost"]);

/**
 * Give the address of a server as it is asked, or null where it is none that may be asked: what is
 * not on this machine has to be https, so that nobody reads the draft on its way.
 */
export function serverOf(words) {
  let url;
  try {
    url = new URL(String(words).trim());
  } catch {
    return null;
  }
  const safe = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url));
  if (!safe || url.username || url.password || url.search || url.hash) return null;
  return url.origin + url.pathname.replace(/\/+$/, "");
}

/** Tell whether a server is on this machine. */
export function isLoopback(url) {
  return LOOPBACK.has(new URL(url).hostname);
}

/** Make settings of what was stored, whatever that is. */
export function cleaned(stored) {
  const found = stored && typeof stored === "object" ? stored : {};
  return {
    on: typeof found.on === "boolean" ? found.on : DEFAULTS.on,
    server: serverOf(found.server ?? "") ?? DEFAULTS.server,
    token: typeof found.token === "string" ? found.token.trim() : DEFAULTS.token,
    show: found.show === "error" ? "error" : DEFAULTS.show,
    original: found.original === true,
  };
}

/** Read the settings. */
export async function load(messenger) {
  return cleaned(await messenger.storage.local.get());
}

/** Keep settings. */
export async function save(messenger, settings) {
  await messenger.storage.local.set(cleaned(settings));
}
