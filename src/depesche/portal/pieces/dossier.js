/* What is new in a dossier since this browser last showed it: one moment is remembered, here only. */

class SinceLastVisit extends HTMLElement {
  connectedCallback() {
    const { of, newest } = this.dataset;
    const key = `dossier:${of}`;
    let seen = "";
    try {
      seen = localStorage.getItem(key) ?? "";
      localStorage.setItem(key, newest);
    } catch {
      return; // a browser that remembers nothing
    }
    if (seen && Date.parse(seen) < Date.parse(newest)) this.say(Date.parse(seen));
  }

  say(seen) {
    const times = [...document.querySelectorAll(".list-when time")];
    const fresh = times.filter((time) => Date.parse(time.dateTime) > seen);
    for (const time of fresh) {
      const mark = document.createElement("strong");
      mark.className = "since-new";
      mark.textContent = this.dataset.new;
      time.after(mark);
    }
    const { one, many, more, isWhole } = this.dataset;
    const isAll = isWhole || fresh.length < times.length;
    const words = isAll ? (fresh.length === 1 ? one : many) : more;
    const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long" }).format(seen);
    const link = document.createElement("a");
    link.href = "#dossier-stories";
    link.textContent = words.replace("{count}", fresh.length).replace("{day}", day);
    this.append(link);
  }
}

customElements.define("since-last-visit", SinceLastVisit);
