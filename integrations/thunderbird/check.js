/** The request to the server, and what its answer says. Nothing here asks anybody. */

export const SCHEMA = "commsense-check/1";
export const LONGEST = 1_000_000; // characters of a draft that the server reads

const MOST = 50; // comments
const LONGEST_WORDS = 1_000; // characters of one text that is shown
const SEVERITIES = new Set(["error", "warning", "hint"]);
const PICTURE = /\bdata:image\/[a-z0-9.+-]+;base64,[A-Za-z0-9+/=\s]*/gi;

/**
 * Make the request for a draft, or null where there is nothing to check.
 *
 * @param details the compose window's details, as `compose.getComposeDetails` gives them
 * @param settings as `settings.js` reads them
 * @param language of the user: en or zh
 * @param original the mail that is answered, with headers; empty where it is not known
 */
export function request(details, settings, language, original = "") {
  const plain = Boolean(details.isPlainText);
  const written = String((plain ? details.plainTextBody : details.body) ?? "");
  const draft = plain ? written : written.replace(PICTURE, "");
  if (!draft.trim() || draft.length > LONGEST) return null;
  const headers = { "Content-Type": "application/json", "X-Commsense": "1" };
  if (settings.token) headers.Authorization = `Bearer ${settings.token}`;
  const asked = {
    draft,
    reply_to: original.length <= LONGEST ? original : "",
    body_type: plain ? "plain" : "html",
    language,
    client: "",
    today: null,
    all: false,
  };
  return {
    url: `${settings.server}/api/v1/check`,
    options: {
      method: "POST",
      headers,
      body: JSON.stringify(asked),
      credentials: "omit",
      redirect: "error",
      cache: "no-store",
    },
  };
}

/** Read an answer; what is none of commsense's throws. */
export function read(answer) {
  if (answer?.schema !== SCHEMA || !Array.isArray(answer.comments)) {
    throw new TypeError("not an answer of commsense");
  }
  const points = Array.isArray(answer.points) ? answer.points : [];
  return {
    comments: answer.comments.slice(0, MOST).map(comment),
    left: points.filter((each) => each?.taken === "left").slice(0, MOST).map(point),
  };
}

/** Name the language that the server speaks for a language of Thunderbird. */
export function languageOf(name) {
  return /^zh\b/i.test(String(name)) ? "zh" : "en";
}

function comment(found) {
  if (!SEVERITIES.has(found?.severity) || typeof found.message !== "string") {
    throw new TypeError("not a comment of commsense");
  }
  return {
    severity: found.severity,
    shown: found.shown === true,
    message: short(found.message),
    advice: short(found.advice),
    suggestion: short(found.suggestion?.text),
    about: Array.isArray(found.earlier) ? found.earlier.map(place) : [],
  };
}

function point(found) {
  return { text: short(found.raised?.text), place: place(found.raised) };
}

function place(passage) {
  return `${passage?.message} ${passage?.start} ${passage?.end}`;
}

function short(text) {
  const words = typeof text === "string" ? text : "";
  return words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS - 1)}…` : words;
}
