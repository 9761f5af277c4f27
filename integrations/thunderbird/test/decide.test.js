import assert from "node:assert/strict";
import { test } from "node:test";

import { read } from "../check.js";
import { decide } from "../decide.js";
import { DEFAULTS } from "../settings.js";
import { answer, comment, RAISED } from "./fake.js";

const decided = (more, show = "warning") => decide(read(answer(more)), { ...DEFAULTS, show });

test("comments that are told unasked are shown, as text alone", () => {
  const { ask, comments } = decided({});
  assert.equal(ask, true);
  assert.deepEqual(comments, [
    {
      severity: "error",
      message: "This question is not answered.",
      advice: "Answer it.",
      suggestion: "by ____ (day)",
    },
  ]);
});

test("a draft without comments goes", () => {
  assert.equal(decided({ comments: [] }).ask, false);
});

test("what is not told unasked, and hints, do not keep a mail", () => {
  const comments = [comment({ shown: false }), comment({ severity: "hint" })];
  assert.equal(decided({ comments }).ask, false);
});

test("warnings keep a mail unless the user wants errors only", () => {
  const comments = [comment({ severity: "warning" })];
  assert.equal(decided({ comments }).ask, true);
  assert.equal(decided({ comments }, "error").ask, false);
});

test("points that are left are named once, and keep no mail by themselves", () => {
  const other = { message: "m1", start: 20, end: 30, text: "Who does the migration?" };
  const points = [RAISED, other].map((raised) => ({ taken: "left", raised }));
  assert.deepEqual(decided({ points }).points, ["Who does the migration?"]);
  assert.equal(decided({ comments: [], points }).ask, false);
});
