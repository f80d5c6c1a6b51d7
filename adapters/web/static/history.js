// Earlier questions of this tab, recalled with the arrow keys.

const NAME = "resync_history";
const KEPT = 50;

export class History {
  #items = load();
  #at = null;
  #draft = "";

  get isBrowsing() {
    return this.#at !== null;
  }

  add(text) {
    this.#items = [...this.#items.filter((item) => item !== text), text].slice(-KEPT);
    this.#at = null;
    try {
      sessionStorage.setItem(NAME, JSON.stringify(this.#items));
    } catch {
      // storage is full or switched off: the history lasts as long as the page
    }
  }

  back(draft) {
    if (!this.#items.length) return undefined;
    if (this.#at === null) {
      this.#draft = draft;
      this.#at = this.#items.length;
    }
    this.#at = Math.max(0, this.#at - 1);
    return this.#items[this.#at];
  }

  forward() {
    if (this.#at === null) return undefined;
    this.#at += 1;
    if (this.#at < this.#items.length) return this.#items[this.#at];
    this.#at = null;
    return this.#draft;
  }
}

function load() {
  try {
    const items = JSON.parse(sessionStorage.getItem(NAME) ?? "[]");
    return Array.isArray(items) ? items.filter((item) => typeof item === "string") : [];
  } catch {
    return [];
  }
}
