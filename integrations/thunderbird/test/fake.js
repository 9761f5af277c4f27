/** Thunderbird's interface as far as the add-on uses it, and a server. */

export const DETAILS = Object.freeze({ isPlainText: true, plainTextBody: "Hello Anna", body: "" });

export const RAISED = { message: "m1", start: 0, end: 9, text: "When is it ready?" };

export function comment(more = {}) {
  return {
    severity: "error",
    shown: true,
    message: "This question is not answered.",
    advice: "Answer it.",
    suggestion: { text: "by ____ (day)", replaces: false },
    earlier: [RAISED],
    ...more,
  };
}

export function answer(more = {}) {
  return { schema: "commsense-check/1", comments: [comment()], points: [], ...more };
}

/** Make the interface; `stored` are the settings, `may` the permissions given. */
export function fakeMessenger({ stored = {}, may = [], related = null } = {}) {
  const session = {};
  const calls = { badges: [], titles: [], windows: [] };
  return {
    calls,
    storage: {
      local: { get: async () => stored, set: async (all) => Object.assign(stored, all) },
      session: {
        get: async (name) => ({ [name]: session[name] }),
        set: async (all) => Object.assign(session, all),
      },
    },
    i18n: { getUILanguage: () => "en-GB", getMessage: (name) => name },
    composeAction: {
      setBadgeText: async ({ text }) => calls.badges.push(text),
      setTitle: async ({ title }) => calls.titles.push(title),
    },
    permissions: { contains: async ({ permissions }) => permissions.every((p) => may.includes(p)) },
    compose: { getComposeDetails: async () => DETAILS },
    messages: {
      get: async () => related.header,
      listInlineTextParts: async () => related.parts,
    },
    windows: {
      create: async (options) => {
        calls.windows.push(options);
        return { id: 100 + calls.windows.length };
      },
    },
  };
}

/** Make a server that answers so, and remembers what it was asked. */
export function fakeFetch(reply = answer(), { ok = true, wait = 0 } = {}) {
  const asked = [];
  const fetch = async (url, options) => {
    asked.push({ url, ...options, body: JSON.parse(options.body) });
    if (reply instanceof Error) throw reply;
    if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
    return { ok, json: async () => (typeof reply === "function" ? reply() : reply) };
  };
  return Object.assign(fetch, { asked });
}
