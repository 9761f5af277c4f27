import assert from "node:assert/strict";
import { test } from "node:test";

import { LONGEST, languageOf, read, request } from "../check.js";
import { cleaned, DEFAULTS, isLoopback, serverOf } from "../settings.js";
import { answer, comment } from "./fake.js";

const settings = { ...DEFAULTS };

test("a plain draft is asked about as the contract says", () => {
  const details = { isPlainText: true, plainTextBody: "Hello\n", body: "<p>not this</p>" };
  const { url, options } = request(details, settings, "zh", "From: a\n\nHi");
  assert.equal(url, "http://127.0.0.1:8600/api/v1/check");
  assert.equal(options.method, "POST");
  assert.deepEqual(options.headers, { "Content-Type": "application/json", "X-Commsense": "1" });
  assert.equal(options.credentials, "omit");
  assert.deepEqual(JSON.parse(options.body), {
    draft: "Hello\n",
    reply_to: "From: a\n\nHi",
    body_type: "plain",
    language: "zh",
    client: "",
    today: null,
    all: false,
  });
});

test("a draft in HTML goes without its pictures", () => {
  const picture = `<img src="data:image/png;base64,${"A".repeat(2_000_000)}">`;
  const { options } = request({ isPlainText: false, body: `<p>Hi</p>${picture}` }, settings, "en");
  const asked = JSON.parse(options.body);
  assert.equal(asked.body_type, "html");
  assert.equal(asked.draft, '<p>Hi</p><img src="">');
});

test("the token goes along, where there is one", () => {
  const { options } = request({ isPlainText: true, plainTextBody: "a" }, { ...settings, token: "t" });
  assert.equal(options.headers.Authorization, "Bearer t");
});

test("what is empty or longer than the server reads is not asked about", () => {
  for (const plainTextBody of [undefined, "", " \n", "x".repeat(LONGEST + 1)]) {
    assert.equal(request({ isPlainText: true, plainTextBody }, settings, "en"), null);
  }
});

test("an answer is read, and cut where it is too long to show", () => {
  const points = [
    { taken: "left", raised: { message: "m", start: 1, end: 2, text: "y".repeat(5_000) } },
    { taken: "answered", raised: { message: "m", start: 3, end: 4, text: "z" } },
  ];
  const said = read(answer({ comments: [comment({ suggestion: null, advice: undefined })], points }));
  assert.deepEqual(said.comments[0], {
    severity: "error",
    shown: true,
    message: "This question is not answered.",
    advice: "",
    suggestion: "",
    about: ["m1 0 9"],
  });
  assert.equal(said.left.length, 1);
  assert.equal(said.left[0].text.length, 1_000);
});

test("nonsense is no answer", () => {
  const nonsense = [
    null,
    [],
    "ok",
    {},
    { schema: "commsense-check/1" },
    answer({ schema: "other/1" }),
    answer({ comments: "many" }),
    answer({ comments: [null] }),
    answer({ comments: [comment({ severity: "fatal" })] }),
    answer({ comments: [comment({ message: { html: "<b>" } })] }),
  ];
  for (const each of nonsense) assert.throws(() => read(each), TypeError);
});

test("languages", () => {
  assert.deepEqual(["zh-CN", "zh-TW", "en-GB", "de", undefined].map(languageOf), [
    "zh",
    "zh",
    "en",
    "en",
    "en",
  ]);
});

test("servers that may be asked", () => {
  assert.equal(serverOf(" http://127.0.0.1:8600/ "), "http://127.0.0.1:8600");
  assert.equal(serverOf("http://localhost:80"), "http://localhost");
  assert.equal(serverOf("https://check.brightline.example/a/"), "https://check.brightline.example/a");
  const refused = [
    "",
    "127.0.0.1",
    "http://check.brightline.example",
    "http://127.0.0.1.example",
    "https://me:secret@check.brightline.example",
    "https://check.brightline.example/?q",
    "file:///etc",
    "javascript:alert(1)",
  ];
  for (const each of refused) assert.equal(serverOf(each), null, each);
  assert.equal(isLoopback("http://localhost:1"), true);
});

test("what was stored wrongly becomes the default", () => {
  assert.deepEqual(cleaned(undefined), DEFAULTS);
  assert.deepEqual(
    cleaned({ on: "yes", server: "http://elsewhere.example", token: 7, show: "hint", original: 1 }),
    DEFAULTS,
  );
  assert.equal(cleaned({ on: false }).on, false);
});
