import assert from "node:assert/strict";
import { test } from "node:test";

import { Asking, BACK, SEND } from "../asking.js";
import { beforeSend, checkNow } from "../sending.js";
import { answer, DETAILS, fakeFetch, fakeMessenger } from "./fake.js";

/** Put the parts together; `choice` is what the user chooses in the window. */
function made({ choice = BACK, fetch = fakeFetch(), ...more } = {}) {
  const messenger = fakeMessenger(more);
  const shown = [];
  const asking = {
    ask: async (said) => {
      shown.push(said);
      if (choice instanceof Error) throw choice;
      return choice;
    },
  };
  return { messenger, fetch, asking, shown };
}

test("a mail with comments stays where the user goes back to writing", async () => {
  const tools = made({ choice: BACK });
  assert.deepEqual(await beforeSend(tools, DETAILS), { cancel: true });
  assert.equal(tools.shown[0].sending, true);
  assert.equal(tools.shown[0].comments.length, 1);
});

test("a mail with comments goes where the user sends it anyway", async () => {
  assert.deepEqual(await beforeSend(made({ choice: SEND }), DETAILS), {});
});

test("a mail without comments goes without a window", async () => {
  const tools = made({ fetch: fakeFetch(answer({ comments: [] })) });
  assert.deepEqual(await beforeSend(tools, DETAILS), {});
  assert.deepEqual(tools.shown, []);
});

test("a server that is away, refuses or answers nonsense keeps no mail", async () => {
  const servers = [
    fakeFetch(new TypeError("NetworkError")),
    fakeFetch(answer(), { ok: false }),
    fakeFetch({ hello: "world" }),
    fakeFetch(() => JSON.parse("<html>")),
  ];
  for (const fetch of servers) {
    const tools = made({ fetch });
    assert.deepEqual(await beforeSend(tools, DETAILS), {});
    assert.deepEqual(tools.shown, []);
  }
});

test("a slow server keeps a mail for two seconds at most", async () => {
  const tools = made({ fetch: fakeFetch(answer(), { wait: 4_000 }) });
  const started = Date.now();
  assert.deepEqual(await beforeSend(tools, DETAILS), {});
  assert.ok(Date.now() - started < 2_700);
  assert.deepEqual(tools.shown, []);
});

test("a window that cannot be opened, and settings that cannot be read, keep no mail", async () => {
  assert.deepEqual(await beforeSend(made({ choice: new Error("no window") }), DETAILS), {});
  const tools = made();
  tools.messenger.storage.local.get = async () => Promise.reject(new Error("broken"));
  assert.deepEqual(await beforeSend(tools, DETAILS), {});
});

test("nothing is asked where the user switched it off", async () => {
  const tools = made({ stored: { on: false } });
  assert.deepEqual(await beforeSend(tools, DETAILS), {});
  assert.deepEqual(tools.fetch.asked, []);
});

test("that the server is away is said once a session, and taken back", async () => {
  const tools = made({ fetch: fakeFetch(new TypeError("NetworkError")), choice: SEND });
  for (let times = 0; times < 3; times += 1) await beforeSend(tools, DETAILS);
  assert.deepEqual(tools.messenger.calls.badges, ["!"]);
  assert.deepEqual(tools.messenger.calls.titles, ["away"]);
  await beforeSend({ ...tools, fetch: fakeFetch() }, DETAILS);
  assert.deepEqual(tools.messenger.calls.badges, ["!", ""]);
  await beforeSend(tools, DETAILS);
  assert.deepEqual(tools.messenger.calls.badges, ["!", ""]);
});

test("a badge that fails keeps no mail", async () => {
  const tools = made({ fetch: fakeFetch(new TypeError("NetworkError")) });
  tools.messenger.composeAction.setBadgeText = async () => Promise.reject(new Error("no button"));
  assert.deepEqual(await beforeSend(tools, DETAILS), {});
});

const RELATED = {
  header: {
    author: "Anna\r\nBcc: x <anna@northwind.example>",
    recipients: ["maya@brightline.example"],
    subject: "导出",
    date: "2026-06-03T10:00:00Z",
  },
  parts: [
    { contentType: "text/html", content: "<p>When?</p>" },
    { contentType: "text/plain", content: "When?" },
  ],
};

test("the mail that is answered goes along where the user allows it", async () => {
  const allowed = { stored: { original: true }, may: ["messagesRead"], related: RELATED };
  const tools = made({ ...allowed, choice: SEND });
  await beforeSend(tools, { ...DETAILS, relatedMessageId: 7 });
  assert.equal(
    tools.fetch.asked[0].body.reply_to,
    "From: Anna Bcc: x <anna@northwind.example>\nTo: maya@brightline.example\nSubject: 导出\n" +
      "Date: Wed, 03 Jun 2026 10:00:00 GMT\nMIME-Version: 1.0\n" +
      "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nWhen?",
  );
});

test("it stays unread where it is switched off, not allowed or gone", async () => {
  const cases = [
    { stored: {}, may: ["messagesRead"], related: RELATED },
    { stored: { original: true }, may: [], related: RELATED },
    { stored: { original: true }, may: ["messagesRead"], related: null },
  ];
  for (const each of cases) {
    const tools = made({ ...each, choice: SEND });
    await beforeSend(tools, { ...DETAILS, relatedMessageId: 7 });
    assert.equal(tools.fetch.asked[0].body.reply_to, "");
  }
});

test("the button shows what there is, also nothing, and that the server is away", async () => {
  const servers = [fakeFetch(), fakeFetch(answer({ comments: [] })), fakeFetch(new TypeError("x"))];
  const seen = [];
  for (const fetch of servers) {
    const tools = made({ fetch });
    await checkNow(tools, 3);
    const { comments, away, sending } = tools.shown[0];
    seen.push([comments.length, away ?? false, sending]);
  }
  assert.deepEqual(seen, [
    [1, false, false],
    [0, false, false],
    [0, true, false],
  ]);
});

test("a window gets what it shows, and its choice comes back", async () => {
  const messenger = fakeMessenger();
  const asking = new Asking(messenger);
  const choice = asking.ask({ comments: [], points: [], sending: true });
  await null;
  const key = new URL(messenger.calls.windows[0].url, "moz-extension://x/").search.slice(1);
  assert.deepEqual(await asking.message({ ask: "shown", key }), {
    comments: [],
    points: [],
    sending: true,
  });
  assert.equal(await asking.message({ alive: true, key }), null);
  await asking.message({ choice: "delete everything", key });
  await asking.message({ choice: SEND, key: "99" });
  await asking.message({ choice: SEND, key });
  assert.equal(await choice, SEND);
  assert.equal(await asking.message({ ask: "shown", key }), null);
});

test("a window that is closed means back to writing; others are left alone", async () => {
  const messenger = fakeMessenger();
  const asking = new Asking(messenger);
  const first = asking.ask({});
  const second = asking.ask({});
  await new Promise((resolve) => setTimeout(resolve));
  asking.removed(1);
  asking.removed(101);
  assert.equal(await first, BACK);
  await asking.message({ choice: SEND, key: "2" });
  assert.equal(await second, SEND);
});
