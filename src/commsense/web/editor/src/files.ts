// Files that are dropped on the client's mail, or chosen.

import { at } from "./elements.ts";
import { put, type Panes } from "./panes.ts";
import { readFile, Refused } from "./server.ts";
import { say } from "./texts.ts";

/** Takes files for the pane of the client's mail, and keeps the browser from opening them. */
export function takeFiles(panes: Panes): void {
  const target = at("mail-pane");
  const chooser = at<HTMLInputElement>("mail-file");
  at("mail-open").addEventListener("click", () => chooser.click());
  chooser.addEventListener("change", () => {
    void take(panes, chooser.files?.[0]).then(() => {
      chooser.value = "";
    });
  });
  // Before the editor sees it, which would read the file itself.
  for (const kind of ["dragover", "drop"] as const) {
    window.addEventListener(kind, (event) => onDrag(event, target, panes), { capture: true });
  }
  target.addEventListener("dragleave", () => target.classList.remove("dropping"));
}

function onDrag(event: DragEvent, target: HTMLElement, panes: Panes): void {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  event.stopPropagation();
  const inside = event.target instanceof Node && target.contains(event.target);
  target.classList.toggle("dropping", inside && event.type === "dragover");
  event.dataTransfer.dropEffect = inside ? "copy" : "none";
  if (event.type !== "drop") return;
  if (inside) void take(panes, event.dataTransfer.files[0]);
  else tell(say("panes.drop_left"));
}

async function take(panes: Panes, file: File | undefined): Promise<void> {
  if (!file) return;
  try {
    put(panes.mail, await readFile(file));
    tell(say("panes.taken", { name: file.name }));
  } catch (error) {
    const why = error instanceof Refused ? error.message : say("states.away");
    tell(say("panes.not_taken", { name: file.name, why }));
  }
}

function tell(words: string): void {
  at("mail-told").textContent = words;
}
