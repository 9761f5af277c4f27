/** The small windows that show what there is to say, and the choices made in them. */

export const SEND = "send";
export const BACK = "back";

const PAGE = "said.html";

export class Asking {
  #messenger;
  #open = new Map(); // key of a window → what it shows, its id, and what waits for its choice
  #last = 0;

  /** @param messenger Thunderbird's interface */
  constructor(messenger) {
    this.#messenger = messenger;
  }

  /**
   * Open a window and give the choice made in it; a window that is closed means back to writing.
   *
   * @param shown `{comments, points}`, and `sending`: whether a mail waits, or it is only looked at
   */
  async ask(shown) {
    const key = String((this.#last += 1));
    const choice = new Promise((resolve) => this.#open.set(key, { shown, resolve, id: null }));
    try {
      const window = await this.#messenger.windows.create({
        url: `${PAGE}?${key}`,
        type: "popup",
        width: 600,
        height: 520,
        allowScriptsToClose: true,
      });
      const entry = this.#open.get(key);
      if (entry) entry.id = window.id;
    } catch (error) {
      this.#open.delete(key);
      throw error;
    }
    return choice;
  }

  /** Answer a window: what it shows, or that its choice has arrived. */
  message(said) {
    const entry = this.#open.get(said?.key);
    if (said?.ask === "shown") return Promise.resolve(entry?.shown ?? null);
    if (said?.choice === SEND || said?.choice === BACK) this.#close(said.key, said.choice);
    // Whatever a window says, a sign of life among it, keeps the background from being put to sleep.
    return Promise.resolve(null);
  }

  /** Take a window that was closed for the choice to go on writing. */
  removed(id) {
    for (const [key, entry] of this.#open) if (entry.id === id) this.#close(key, BACK);
  }

  #close(key, choice) {
    const entry = this.#open.get(key);
    this.#open.delete(key);
    entry?.resolve(choice);
  }
}
