// The two tabs, where the server has an archive to show.

import { at } from "./elements.ts";

const NAMES = ["check", "archive"] as const;
export type Tab = (typeof NAMES)[number];

/** Shows the tabs and calls `opened` each time one is chosen. */
export function showTabs(opened: (tab: Tab) => void): void {
  at("tabs").hidden = false;
  for (const [place, name] of NAMES.entries()) {
    const tab = at(`tab-${name}`);
    const panel = at(`panel-${name}`);
    panel.role = "tabpanel";
    panel.setAttribute("aria-labelledby", tab.id);
    tab.addEventListener("click", () => choose(name, opened));
    tab.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      const other = NAMES[(place + 1) % NAMES.length]!;
      choose(other, opened);
      at(`tab-${other}`).focus();
    });
  }
}

function choose(chosen: Tab, opened: (tab: Tab) => void): void {
  for (const name of NAMES) {
    const tab = at(`tab-${name}`);
    tab.ariaSelected = String(name === chosen);
    tab.tabIndex = name === chosen ? 0 : -1;
    at(`panel-${name}`).hidden = name !== chosen;
  }
  opened(chosen);
}
