// The two panes: the client's mail and the answer.

import { history, historyKeymap, standardKeymap } from "@codemirror/commands";
import { Compartment, EditorState, type Extension } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import { at } from "./elements.ts";
import { marks } from "./marks.ts";
import { say } from "./texts.ts";

export interface Panes {
  mail: EditorView;
  answer: EditorView;
}

const words = new Compartment();

// No program in the browser is to send the text elsewhere, or to change it.
const PRIVATE = {
  spellcheck: "false",
  autocorrect: "off",
  writingsuggestions: "false",
  "data-gramm": "false",
  "data-enable-grammarly": "false",
};

/**
 * Makes the panes.
 *
 * @param changed called after a text changed.
 * @param onAnswer what the pane of the answer has beside that.
 */
export function makePanes(changed: () => void, onAnswer: Extension): Panes {
  const heard = EditorView.updateListener.of((update) => {
    if (update.docChanged) changed();
  });
  return { mail: pane("mail", heard), answer: pane("answer", [heard, onAnswer]) };
}

/** Names the panes in the language of the interface. */
export function name(panes: Panes): void {
  panes.mail.dispatch({ effects: words.reconfigure(named("mail")) });
  panes.answer.dispatch({ effects: words.reconfigure(named("answer")) });
}

export function text(pane: EditorView): string {
  return pane.state.doc.toString();
}

/** Puts a text in place of all that a pane holds. */
export function put(pane: EditorView, replacement: string): void {
  pane.dispatch({
    changes: { from: 0, to: pane.state.doc.length, insert: replacement },
    effects: EditorView.scrollIntoView(0),
  });
}

function pane(id: string, extra: Extension): EditorView {
  const nonce = document.querySelector<HTMLMetaElement>("meta[name=nonce]")?.content ?? "";
  return new EditorView({
    parent: at(`${id}-editor`),
    state: EditorState.create({
      extensions: [
        EditorView.cspNonce.of(nonce),
        extra,
        history(),
        // Tab is not bound, so that it leaves the editor.
        keymap.of([...standardKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        words.of(named(id)),
        marks,
      ],
    }),
  });
}

function named(id: string): Extension {
  return [
    EditorView.contentAttributes.of({
      ...PRIVATE,
      "aria-label": say(`panes.${id}`),
      "aria-describedby": "keys",
    }),
    placeholder(say(`panes.${id}_empty`)),
  ];
}
