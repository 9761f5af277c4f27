/** The mail that a draft answers, where the user lets the add-on read it. */

const KINDS = ["text/plain", "text/html"];

/**
 * Give the mail as text with headers; empty where there is none, or it may not be read.
 *
 * @param messenger Thunderbird's interface
 * @param details the compose window's details
 * @param settings as `settings.js` reads them
 */
export async function original(messenger, details, settings) {
  const id = details.relatedMessageId;
  if (!settings.original || id === undefined || id === null) return "";
  try {
    if (!(await messenger.permissions.contains({ permissions: ["messagesRead"] }))) return "";
    const header = await messenger.messages.get(id);
    const parts = await messenger.messages.listInlineTextParts(id);
    const part = KINDS.map((kind) => parts.find((each) => each.contentType === kind)).find(Boolean);
    return part ? asMail(header, part) : "";
  } catch {
    return "";
  }
}

function asMail(header, part) {
  const lines = [
    `From: ${oneLine(header.author)}`,
    `To: ${oneLine((header.recipients ?? []).join(", "))}`,
    `Subject: ${oneLine(header.subject)}`,
    ...(header.date ? [`Date: ${new Date(header.date).toUTCString()}`] : []),
    "MIME-Version: 1.0",
    `Content-Type: ${part.contentType}; charset=utf-8`,
    "Content-Transfer-Encoding: 8bit",
  ];
  return `${lines.join("\n")}\n\n${part.content}`;
}

function oneLine(text) {
  return String(text ?? "").replace(/\s+/g, " ");
}
