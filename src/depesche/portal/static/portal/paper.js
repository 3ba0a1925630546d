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

customElements.define("counted-page", CountedPage);

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

/** What hears of a change of the list or the story that it stands for. */
class OpenPage extends HTMLElement {
  connectedCallback() {
    document.addEventListener("news", this);
  }

  disconnectedCallback() {
    document.removeEventListener("news", this);
  }

  handleEvent({ detail }) {
    if (detail.code) this.hear(detail);
  }

  isNew(instant) {
    return !this.dataset.since || Date.parse(instant) > Date.parse(this.dataset.since);
  }

  /** One line at the foot of the window; its parts stay, so that nobody loses their place in it. */
  say({ what, to, path, show }) {
    this.line ??= this.lineOf(to ? "a" : "span");
    const [headline, link] = this.line.children;
    headline.textContent = what;
    if (to) headline.href = to;
    link.href = path;
    link.textContent = show;
    if (!this.line.isConnected) this.append(this.line);
  }

  lineOf(kind) {
    const line = document.createElement("p");
    line.className = "news-line";
    const [headline, link, close] = [kind, "a", "button"].map((name) => document.createElement(name));
    headline.className = "news-what";
    link.className = "news-show";
    close.type = "button";
    close.textContent = this.dataset.close;
    close.addEventListener("click", () => {
      this.close();
      document.querySelector("main").focus({ preventScroll: true });
    });
    line.append(headline, link, close);
    return line;
  }

  close() {
    this.line?.remove();
  }
}

/** How many stories have come since the list was opened, and the newest of them. */
class NewStories extends OpenPage {
  fresh = new Map();

  hear(told) {
    if (told.in?.includes(this.dataset.of) && this.isNew(told.at)) this.fresh.set(told.code, told);
    else if (!this.fresh.delete(told.code)) return;
    const [newest] = [...this.fresh.values()].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
    if (!newest) return this.close();
    const { one, many } = this.dataset;
    const show = this.fresh.size === 1 ? one : many.replace("{count}", this.fresh.size);
    this.newest = newest.at;
    this.say({ what: newest.title, to: newest.url, path: location.pathname, show });
  }

  close() {
    if (this.fresh.size) this.dataset.since = this.newest;
    this.fresh.clear();
    super.close();
  }
}

/** That the story has changed since it was opened, or is there no more. */
class StoryNews extends OpenPage {
  hear(told) {
    if (`story:${told.code}` !== this.dataset.of) return;
    const kind = told.kind.split(".")[1];
    const { [kind]: what, show, reason } = this.dataset;
    if (!what) return super.close(); // it is back
    if (told.changed && !this.isNew(told.changed)) return;
    this.since = told.changed;
    this.say({ what, path: told.url ?? location.pathname, show: kind === "retracted" ? reason : show });
  }

  close() {
    this.dataset.since = this.since ?? this.dataset.since;
    super.close();
  }
}

/** The headlines by minute: a new one stands on top, one that is taken back goes. */
class TickerLines extends OpenPage {
  connectedCallback() {
    super.connectedCallback();
    const { zone, language } = this.dataset;
    const write = (locale, words) => new Intl.DateTimeFormat(locale, { timeZone: zone, ...words });
    this.day = write("en-CA", { year: "numeric", month: "2-digit", day: "2-digit" });
    this.date = write(language, { dateStyle: "full" });
    this.clock = write(language, { hour: "2-digit", minute: "2-digit", hour12: false });
  }

  hear(told) {
    const stands = this.querySelector(`a[href*="-${told.code}/"]`);
    if (!told.in) stands?.closest("li").remove();
    else if (stands) Object.assign(stands, { textContent: told.title, href: told.url });
    else if (told.in.includes(this.dataset.of) && this.isNew(told.at)) this.listOf(new Date(told.at)).prepend(this.entryOf(told));
  }

  listOf(at) {
    const day = this.day.format(at);
    const newest = this.querySelector(".ticker-day");
    if (newest?.querySelector("h2 time").dateTime === day) return newest.querySelector("ol");
    const section = document.createElement("section");
    section.className = "ticker-day";
    const head = document.createElement("h2");
    const list = document.createElement("ol");
    list.className = "ticker";
    head.append(timeOf(day, this.date.format(at)));
    section.append(head, list);
    if (newest) newest.before(section);
    else this.replaceChildren(section);
    return list;
  }

  entryOf(told) {
    const line = document.createElement("li");
    line.className = "ticker-new";
    const text = document.createElement("p");
    const link = document.createElement("a");
    const section = document.createElement("span");
    Object.assign(link, { href: told.url, textContent: told.title });
    Object.assign(section, { className: "ticker-section", textContent: told.section });
    text.append(link, " ", section);
    line.append(timeOf(told.at, this.clock.format(new Date(told.at))), text);
    return line;
  }
}

function timeOf(machines, people) {
  const time = document.createElement("time");
  time.dateTime = machines;
  time.textContent = people;
  return time;
}

customElements.define("breaking-line", BreakingLine);
customElements.define("new-stories", NewStories);
customElements.define("story-news", StoryNews);
customElements.define("ticker-lines", TickerLines);
customElements.define("edition-clock", EditionClock);
customElements.define("copy-field", CopyField);
customElements.define("share-button", ShareButton);
