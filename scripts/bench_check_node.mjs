// Times write-good, alex or textlint on texts, in the process that holds them: what
// bench_check_others.py starts, from the folder into which it has installed them.
//
//   node bench_check_node.mjs write-good|alex|textlint < TEXTS.jsonl > FIGURES.jsonl
//
// In: one JSON string a line. Out: {"ms", "alerts"} for each, in order, then {"peak"} in MiB.

import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";

const KIB_PER_MIB = 1024;

const programs = {
  "write-good": async () => {
    const { default: writeGood } = await import("write-good");
    return (text) => writeGood(text).length;
  },
  alex: async () => {
    const { text: alex } = await import("alex");
    return (text) => alex(text).messages.length;
  },
  textlint: async () => {
    const { createLinter, loadTextlintrc } = await import("textlint");
    const linter = createLinter({ descriptor: await loadTextlintrc() });
    return async (text) => (await linter.lintText(text, "draft.txt")).messages.length;
  },
};

const check = await programs[process.argv[2]]();
for await (const line of createInterface({ input: process.stdin })) {
  const text = JSON.parse(line);
  const started = performance.now();
  const alerts = await check(text);
  console.log(JSON.stringify({ ms: performance.now() - started, alerts }));
}
console.log(JSON.stringify({ peak: peak() / KIB_PER_MIB }));

// KiB. maxRSS would also count what the process that started this one held.
function peak() {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS;
  return Number(readFileSync("/proc/self/status", "utf8").match(/^VmHWM:\s+(\d+)/m)[1]);
}
