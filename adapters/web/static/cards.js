// A neutral card -> elements. A block of a kind that is not known becomes text, never nothing.
import { breakable, el, safeLink } from "./dom.js";
import { number, settings, t } from "./i18n.js";

const SIGNS = { good: "✓", warning: "!", bad: "✕", neutral: "i" };
const WIDE = 24; // characters; a longer value takes two columns
const tone = (name) => (name in SIGNS ? name : "neutral");

export function sign(name) {
  const known = tone(name);
  return el("span", { className: "sign", role: "img", "aria-label": t(`tone_${known}`), text: SIGNS[known], data: { tone: known } });
}

export function cardElement(card, { press, heading = true } = {}) {
  const node = el("article", { className: "card", data: { tone: tone(card.tone) } });
  if (heading && card.title) node.append(el("header", {}, sign(card.tone), breakable("h3", {}, card.title)));
  node.append(...blockElements(card, press));
  return node;
}

export function blockElements(card, press) {
  const nodes = (card.blocks ?? []).map((block) => blockElement(block, press));
  if (card.footer) nodes.push(el("footer", { text: card.footer }));
  return nodes;
}

function blockElement(block, press) {
  const kind = KINDS[block.block];
  return kind ? kind(block, press) : el("p", { className: "text", text: block.text ?? JSON.stringify(block) });
}

const KINDS = {
  text: (block) => el("p", { className: `text ${["strong", "muted"].includes(block.style) ? block.style : "plain"}`, text: block.text }),
  facts: (block) => el("dl", { className: "facts" }, ...block.items.map(factElement)),
  table: tableElement,
  code: codeElement,
  steps: stepsElement,
  divider: () => el("hr"),
  actions: (block, press) => el("div", { className: "actions" }, ...block.buttons.map((button) => buttonElement(button, press))),
};

function factElement(fact) {
  const address = fact.link ? safeLink(fact.link) : "";
  const value = address
    ? breakable("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, fact.value || address)
    : breakable("span", {}, fact.value);
  const shown = tone(fact.tone);
  const wide = fact.value.length > WIDE ? { wide: "" } : {};
  return el("div", { data: { tone: shown, ...wide } },
    el("dt", { text: fact.label }),
    el("dd", {}, shown === "neutral" ? null : sign(shown), value));
}

export function tableElement(block) {
  const head = el("tr", {}, ...block.columns.map((column) => el("th", { scope: "col", text: column })));
  const rows = block.rows.map((row, index) => {
    const shown = block.tones?.[index];
    const cells = row.map((cell, column) => breakable("td", { data: { label: block.columns[column] ?? "" } }, cell));
    if (shown && cells.length) {
      cells[0].prepend(sign(shown));
      cells[0].classList.add("signed");
    }
    return el("tr", { data: { tone: tone(shown) } }, ...cells);
  });
  const table = el("table", {}, el("thead", {}, head), el("tbody", {}, ...rows));
  const more = block.more > 0 ? el("p", { className: "more", text: t("more_rows", { count: number(block.more) }) }) : null;
  return el("div", { className: "table" }, table, more);
}

function codeElement(block) {
  const copy = el("button", { type: "button", className: "copy", text: t("copy") });
  copy.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(block.text);
      copy.textContent = t("copied");
    } catch {
      getSelection().selectAllChildren(pre); // no clipboard without a secure context: the text is selected instead
    }
  });
  const pre = el("pre", { tabindex: "0" }, el("code", { text: block.text }));
  const caption = el("figcaption", {}, el("span", { text: block.title }), copy);
  return el("figure", { className: "code" }, caption, pre);
}

function stepsElement(block) {
  const list = el(block.ordered === false ? "ul" : "ol", {}, ...block.items.map((item) => breakable("li", {}, item)));
  return el("div", { className: "steps" }, block.title ? el("h4", { text: block.title }) : null, list);
}

function buttonElement(button, press) {
  const handled = press && (button.action === "ask" || settings.actions.includes(button.action));
  if (!handled) return el("span", { className: "chip idle", text: button.text });
  const node = el("button", { type: "button", className: "chip", text: button.text });
  node.addEventListener("click", () => press(button, node));
  return node;
}
