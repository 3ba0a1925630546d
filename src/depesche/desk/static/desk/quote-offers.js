/* Quotations found in the text being written, each with one button that makes a row of it.

   The text is read from the form every so often and sent once it has rested; what has a row is not
   offered. Nothing is kept before the story is saved. */

const quoteOffers = () => {
  const LOOK_EVERY = 1500;
  const plain = (words) => words.replace(/\s+/g, " ").trim();

  const textOf = (form) => {
    const values = form.querySelectorAll("[name^='body-'][name$='-value']");
    const blocks = [];
    for (const field of values) {
      const prefix = field.name.slice(0, -"-value".length);
      if (form.elements[`${prefix}-deleted`]?.value) continue;
      let content;
      try {
        content = JSON.parse(field.value);
      } catch {
        continue; // no rich text: a heading, a picture
      }
      if (!Array.isArray(content?.blocks)) continue;
      const order = Number(form.elements[`${prefix}-order`]?.value ?? 0);
      blocks.push([order, content.blocks.map((block) => block.text).join("\n\n")]);
    }
    return blocks.sort((one, other) => one[0] - other[0]).map(([, text]) => text).join("\n\n");
  };

  const rowsOf = (form) => {
    const fields = form.querySelectorAll("[name^='quotes-'][name$='-words']");
    return new Set([...fields].map((field) => plain(field.value)));
  };

  const choose = (field, key, name) => {
    const chooser = document.getElementById(`${field}-chooser`);
    chooser?.widget?.setState({ id: key, string: name, title: name });
  };

  const addRow = (form, offer) => {
    document.getElementById("id_quotes-ADD").click();
    const number = Number(form.elements["quotes-TOTAL_FORMS"].value) - 1;
    const field = (name) => `id_quotes-${number}-${name}`;
    const set = (name, value) => {
      const input = document.getElementById(field(name));
      if (input) input.value = value;
    };
    for (const name of ["words", "kind", "speaker_name", "office"]) set(name, offer[name]);
    if (offer.person) choose(field("person"), offer.person, offer.speaker);
    if (offer.organisation) choose(field("organisation"), offer.organisation, offer.speaker);
    const confirmed = document.getElementById(field("is_confirmed"));
    if (confirmed) confirmed.checked = Boolean(offer.speaker);
    document.getElementById(field("words"))?.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const begin = (section) => {
    const form = section.closest("form");
    if (!form || !document.getElementById("id_quotes-ADD")) return; // a form without such rows
    const [status, list] = [section.querySelector("[role=status]"), section.querySelector("ul")];
    const template = section.querySelector("template");
    let [seen, asked, offers] = ["", null, []];

    const show = (message) => {
      const rows = rowsOf(form);
      const open = offers.filter((offer) => !rows.has(plain(offer.words)));
      list.replaceChildren(...open.map((offer) => item(offer)));
      status.textContent = message || (open.length ? "" : section.dataset.nothing);
      section.hidden = false;
    };

    const item = (offer) => {
      const node = template.content.firstElementChild.cloneNode(true);
      node.querySelector("blockquote").textContent = offer.words;
      node.querySelector("strong").textContent = offer.speaker || section.dataset.nobody;
      const beside = [offer.office, offer.kind_label].filter(Boolean).join(" · ");
      node.querySelector("span").textContent = beside;
      const button = node.querySelector("button");
      button.setAttribute("aria-label", `${button.textContent}: ${offer.words.slice(0, 80)}`);
      button.addEventListener("click", () => {
        const place = [...list.children].indexOf(node);
        addRow(form, offer);
        show(section.dataset.added);
        const next = list.children[Math.min(place, list.children.length - 1)];
        (next?.querySelector("button") ?? document.getElementById("id_quotes-ADD")).focus();
      });
      return node;
    };

    const look = async () => {
      const text = textOf(form);
      const rests = text === seen;
      seen = text;
      if (!rests || text === asked || document.hidden) return;
      asked = text;
      const body = new FormData();
      body.set("text", text);
      body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      const headers = { "x-requested-with": "XMLHttpRequest" };
      try {
        const answer = await fetch(section.dataset.quoteOffers, { method: "POST", body, headers });
        if (!answer.ok) return;
        ({ offers } = await answer.json());
      } catch {
        return; // the next change asks again
      }
      if (text === asked && !list.contains(document.activeElement)) show();
    };
    setInterval(look, LOOK_EVERY);
  };

  for (const section of document.querySelectorAll("[data-quote-offers]")) begin(section);
};

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", quoteOffers);
else quoteOffers();
