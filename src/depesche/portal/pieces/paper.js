/* What script adds to a page that is complete without it. Own elements, no dependencies. */

/** The minutes of the edition's clock: the server prints the day, which stays true until midnight. */
class EditionClock extends HTMLElement {
  connectedCallback() {
    const { zone, language } = this.dataset;
    this.minutes = new Intl.DateTimeFormat(language, { timeZone: zone, hour: "2-digit", minute: "2-digit", hour12: false });
    this.tell();
  }

  disconnectedCallback() {
    clearTimeout(this.next);
  }

  tell() {
    const now = new Date();
    this.querySelector(".clock-minutes").textContent = this.minutes.format(now);
    this.next = setTimeout(() => this.tell(), 60_000 - (now.getTime() % 60_000));
  }
}

/** A button that copies the field's value; without it the value can be selected. */
class CopyField extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("input");
    field.addEventListener("focus", () => field.select());
    if (!navigator.clipboard) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = this.dataset.label;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(field.value);
      button.textContent = this.dataset.done;
      setTimeout(() => { button.textContent = this.dataset.label; }, 4000);
    });
    field.after(button);
  }
}

/** The device's own way to pass a page on, where it has one. */
class ShareButton extends HTMLElement {
  connectedCallback() {
    if (!navigator.share) return;
    const { label, url, title } = this.dataset;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.addEventListener("click", () => navigator.share({ url, title }).catch(() => {}));
    this.append(button);
  }
}

/** Says that this page is read, where a cache in front of the server would keep that to itself. */
class CountedPage extends HTMLElement {
  connectedCallback() {
    if (document.prerendering) document.addEventListener("prerenderingchange", () => this.tell(), { once: true });
    else this.tell();
  }

  tell() {
    const origin = document.referrer.split("/", 3).join("/");
    navigator.sendBeacon(this.dataset.path, `${location.pathname}\n${origin}`);
  }
}

/** The line on top of every page, as the desk changes it. It passes on to the others what it hears.
    Only a page that is looked at listens: a browser has six lines to a house, for all its pages. */
class BreakingLine extends HTMLElement {
  connectedCallback() {
    if (!this.dataset.live || !window.EventSource) return;
    this.last = "";
    document.addEventListener("visibilitychange", () => this.listen());
    this.listen();
  }

  disconnectedCallback() {
    this.source?.close();
  }

  listen() {
    this.source?.close();
    if (document.hidden) return;
    this.source = new EventSource(this.last ? `${this.dataset.live}?last=${this.last}` : this.dataset.live);
    this.source.addEventListener("message", (message) => {
      this.last = message.lastEventId;
      const told = JSON.parse(message.data);
      if (told.kind === "breaking") this.show(told.title);
      else document.dispatchEvent(new CustomEvent("news", { detail: told }));
    });
  }

  show(title) {
    if (title === (this.querySelector(".breaking")?.lastChild.textContent.trim() ?? "")) return;
    this.replaceChildren();
    if (!title) return;
    const line = document.createElement("p");
    line.className = "breaking";
    const word = document.createElement("span");
    word.className = "breaking-word";
    word.textContent = this.dataset.word;
    line.append(word, ` ${title}`);
    this.append(line);
  }
}

/** A search field loads what it needs to complete words when somebody goes into it, not before. */
async function goIntoSearch({ target }) {
  if (!target.dataset?.suggest) return;
  const { suggest } = await import(target.dataset.script);
  suggest(target);
}

document.addEventListener("focusin", goIntoSearch);
if (document.activeElement) goIntoSearch({ target: document.activeElement });
customElements.define("edition-clock", EditionClock);
customElements.define("copy-field", CopyField);
customElements.define("share-button", ShareButton);
customElements.define("counted-page", CountedPage);
customElements.define("breaking-line", BreakingLine);
