/* What may follow what is being typed: a list under a search field (ARIA's combobox with a listbox).
   paper.js loads this when somebody goes into such a field; without it the form works as it is. */

const WAIT = 150; // milliseconds without a key
let count = 0;

class Suggestions {
  constructor(input) {
    this.input = input;
    this.options = [];
    this.at = -1;
    this.list = document.createElement("ul");
    this.list.className = "suggest-list";
    this.list.id = `suggest-${(count += 1)}`;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.dataset.name);
    this.list.hidden = true;
    this.told = document.createElement("span");
    this.told.className = "unseen";
    this.told.setAttribute("role", "status");
    this.wrap();
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", this.list.id]]) {
      input.setAttribute(name, value);
    }
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps its place
    this.list.addEventListener("click", (event) => this.go(this.options.indexOf(event.target.closest("li"))));
    if (input.value !== input.defaultValue) this.wait(); // typed while this was loading
  }

  wrap() {
    const had = document.activeElement === this.input;
    const box = document.createElement("span");
    box.className = "suggest";
    this.input.before(box);
    box.append(this.input, this.list, this.told);
    if (had) this.input.focus({ preventScroll: true });
  }

  wait() {
    clearTimeout(this.due);
    this.due = setTimeout(() => this.ask(), WAIT);
  }

  async ask() {
    const typed = this.input.value;
    this.asked?.abort();
    if (typed.trim().length < 2) return this.close();
    this.asked = new AbortController();
    try {
      const answer = await fetch(`${this.input.dataset.suggest}?q=${encodeURIComponent(typed)}`, { signal: this.asked.signal });
      if (!answer.ok) return this.close();
      const { suggestions } = await answer.json();
      if (document.activeElement === this.input) this.show(suggestions);
    } catch {
      this.close();
    }
  }

  show(suggestions) {
    this.close();
    if (!suggestions.length) return;
    this.options = suggestions.map((each, number) => this.option(each, number));
    this.list.replaceChildren(...this.options);
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.told.textContent = this.input.dataset.count.replace("{count}", suggestions.length);
  }

  option({ kind, text, path }, number) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.path = path;
    option.textContent = text;
    if (kind === "words") option.dataset.words = text;
    else {
      const small = document.createElement("span");
      small.className = "suggest-kind";
      small.textContent = kind;
      option.append(" ", small);
    }
    return option;
  }

  press(event) {
    if (event.isComposing) return;
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault(); // the words stay, the list goes
      this.close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.ask();
      else this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      this.go(this.at);
    }
  }

  /** One step; beyond the last and before the first comes the field itself. */
  move(step) {
    const places = this.options.length + 1;
    const next = ((this.at + 1 + step + places) % places) - 1;
    this.options[this.at]?.setAttribute("aria-selected", "false");
    this.at = next;
    const option = this.options[next];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  go(number) {
    const option = this.options[number];
    if (!option) return;
    if (option.dataset.words) this.input.value = option.dataset.words;
    location.assign(option.dataset.path);
  }

  close() {
    clearTimeout(this.due);
    this.list.hidden = true;
    this.list.replaceChildren();
    this.options = [];
    this.at = -1;
    this.told.textContent = "";
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }
}

export function suggest(input) {
  if (!input.hasAttribute("aria-controls")) new Suggestions(input);
}
