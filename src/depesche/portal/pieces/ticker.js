/* The ticker grows while it is open; paper.js hears what is new and passes it on. */

/** The headlines by minute: a new one stands on top, one that is taken back goes. */
class TickerLines extends HTMLElement {
  connectedCallback() {
    document.addEventListener("news", this);
    const { zone, language } = this.dataset;
    const write = (locale, words) => new Intl.DateTimeFormat(locale, { timeZone: zone, ...words });
    this.day = write("en-CA", { year: "numeric", month: "2-digit", day: "2-digit" });
    this.date = write(language, { dateStyle: "full" });
    this.clock = write(language, { hour: "2-digit", minute: "2-digit", hour12: false });
  }

  disconnectedCallback() {
    document.removeEventListener("news", this);
  }

  handleEvent({ detail: told }) {
    if (!told.code) return;
    const stands = this.querySelector(`a[href*="-${told.code}/"]`);
    if (!told.in) stands?.closest("li").remove();
    else if (stands) Object.assign(stands, { textContent: told.title, href: told.url });
    else if (told.in.includes(this.dataset.of) && this.isNew(told.at)) this.listOf(new Date(told.at)).prepend(this.entryOf(told));
  }

  isNew(instant) {
    return !this.dataset.since || Date.parse(instant) > Date.parse(this.dataset.since);
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

customElements.define("ticker-lines", TickerLines);
