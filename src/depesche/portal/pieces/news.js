/* What an open page says when its list or its story has changed; paper.js hears it and passes it on. */

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

customElements.define("new-stories", NewStories);
customElements.define("story-news", StoryNews);
