// Bundles the pages into ../static: of each a script, a style and an .html, and the licences of what
// is inside.
import { build } from "esbuild";
import { copyFile, readFile, readdir, writeFile } from "node:fs/promises";

const STATIC = "../static";
const common = { bundle: true, minify: true, legalComments: "none", charset: "utf8", metafile: true };

const script = await build({
  ...common,
  entryPoints: { app: "src/main.ts", label: "src/label/main.ts", messages: "src/messages/main.ts" },
  outdir: STATIC,
  format: "iife",
  target: "es2022",
});
const styles = ["styles/app.css", "styles/label.css", "styles/messages.css"];
await build({ ...common, entryPoints: styles, outdir: STATIC });
for (const page of ["index.html", "label.html", "messages.html"]) await copyFile(page, `${STATIC}/${page}`);
await writeFile(`${STATIC}/LICENSES.txt`, await licences(Object.keys(script.metafile.inputs)));

async function licences(inputs) {
  const inside = /node_modules\/((?:@[^/]+\/)?[^/]+)\//;
  const names = new Set(inputs.map((path) => inside.exec(path)?.[1]).filter(Boolean));
  const told = ["app.js contains these packages.\n"];
  for (const name of [...names].sort()) {
    const folder = `node_modules/${name}`;
    const { version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
    const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
    if (!file) throw new Error(`${name}: has no licence file`);
    const text = (await readFile(`${folder}/${file}`, "utf8")).trim();
    told.push(`${"-".repeat(72)}\n${name} ${version} (${license})\n\n${text}\n`);
  }
  return told.join("\n");
}
