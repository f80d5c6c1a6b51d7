// The conversation: a question, the steps while the agent works, the answer as a card.
import { cardElement } from "./cards.js";
import { byId, el } from "./dom.js";
import { language, onLanguage, t } from "./i18n.js";
import { History } from "./history.js";
import { askWhatSolved } from "./solve.js";
import { events } from "./sse.js";

const log = byId("log");
const input = byId("question");
const form = byId("ask");
const history = new History();
let running = null;

export const conversation = stored("resync_conversation", () => crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`);
export const isAsking = () => running !== null;

function stored(name, make) {
  try {
    const value = sessionStorage.getItem(name) ?? make();
    sessionStorage.setItem(name, value);
    return value;
  } catch {
    return make(); // storage is switched off: the conversation lasts as long as the page
  }
}

export function focusQuestion() {
  input.focus();
}

export function cancel() {
  running?.abort();
}

export async function ask(text) {
  const question = text.trim();
  if (!question) return;
  cancel();
  history.add(question);
  const turn = newTurn(question);
  const control = new AbortController();
  running = control;
  form.classList.add("busy");
  byId("send").setAttribute("aria-label", t("stop"));
  try {
    await converse(question, turn, control.signal);
  } catch (error) {
    turn.fail(control.signal.aborted ? t("stopped") : t(error instanceof BrokenOff ? "broken_off" : "unreachable"),
      control.signal.aborted ? null : question);
  } finally {
    if (running === control) {
      running = null;
      form.classList.remove("busy");
      byId("send").setAttribute("aria-label", t("send"));
    }
  }
}

class BrokenOff extends Error {}

async function converse(question, turn, signal) {
  const response = await fetch("/api/ask?stream=1", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ text: question, conversation }),
    signal,
  });
  if (response.status === 401) return location.reload();
  if (!response.ok) return turn.fail((await sentence(response)) ?? t("broken_off"), null);
  try {
    for await (const event of events(response)) {
      if (event.name === "step") turn.step(event.data.text);
      if (event.name === "error") return turn.fail(event.data.error, question);
      if (event.name === "answer") return turn.answer(event.data);
    }
  } catch (error) {
    if (signal.aborted) throw error;
  }
  throw new BrokenOff();
}

async function sentence(response) {
  try {
    return (await response.json()).error;
  } catch {
    return undefined; // a proxy's own page
  }
}

function newTurn(question) {
  byId("welcome")?.remove();
  const started = performance.now();
  const steps = [];
  const now = el("p", { className: "working", role: "status" }, el("span", { className: "pulse", "aria-hidden": "true" }), el("span", { text: t("thinking") }));
  const reply = el("div", { className: "reply", "aria-busy": "true" }, now);
  const node = el("section", { className: "turn" }, el("p", { className: "asked", text: question }), reply);
  log.append(node);
  show(node);
  const settle = (...children) => {
    reply.setAttribute("aria-busy", "false");
    reply.replaceChildren(...children.filter(Boolean));
    show(node);
  };
  return {
    step(text) {
      steps.push(text);
      now.lastElementChild.textContent = text;
    },
    answer(answer) {
      const took = (performance.now() - started) / 1000;
      settle(answerElement(answer), trail(steps, took), suggestions(answer.suggestions));
    },
    fail(text, again) {
      const retry = again && el("button", { type: "button", className: "chip", text: t("retry"), on: { click: () => ask(again) } });
      settle(el("article", { className: "card trouble", data: { tone: "warning" } }, el("p", { className: "text", text }), retry));
    },
  };
}

function answerElement(answer) {
  const card = answer.card?.title || answer.card?.blocks?.length ? answer.card : { title: "", tone: "neutral", blocks: [{ block: "text", text: answer.answer }] };
  const node = cardElement(card, { press });
  node.lang = answer.language;
  return node;
}

function trail(steps, seconds) {
  if (!steps.length) return null;
  const shown = new Intl.NumberFormat(language(), { maximumFractionDigits: 1 }).format(seconds);
  const title = t(steps.length === 1 ? "steps_one" : "steps_many", { count: steps.length, seconds: shown });
  return el("details", { className: "trail" }, el("summary", { text: title }), el("ol", {}, ...steps.map((text) => el("li", { text }))));
}

function suggestions(texts) {
  if (!texts?.length) return null;
  const chips = texts.map((text) => el("button", { type: "button", className: "chip", text, on: { click: () => ask(text) } }));
  return el("div", { className: "suggestions" }, ...chips);
}

function show(node) {
  const tall = node.offsetHeight > log.clientHeight;
  node.scrollIntoView({ block: tall ? "start" : "end", inline: "nearest" });
}

export async function press(button, node) {
  if (button.action === "ask") {
    document.dispatchEvent(new CustomEvent("view", { detail: "chat" }));
    return ask(button.value || button.text);
  }
  const value = await completed(button, node);
  if (value === null) return undefined;
  node.disabled = true;
  let said;
  try {
    const response = await fetch("/api/action", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ action: button.action, value }),
    });
    const body = await response.json();
    said = body.text ?? body.error;
    node.disabled = response.ok;
  } catch {
    said = t("unreachable");
    node.disabled = false;
  }
  node.parentElement.querySelector(".said")?.remove();
  node.parentElement.append(el("span", { className: "said", role: "status", text: said }));
  return undefined;
}

// What solved it, where that is no row of the sheet, is said by the person; null where they changed their mind.
async function completed(button, node) {
  if (button.action !== "solved" || button.value.includes("|")) return button.value;
  const about = node.closest("[data-incident]")?.querySelector(".alert-title strong")?.textContent ?? "";
  const words = await askWhatSolved(about);
  return words ? `${button.value}||${words}` : null;
}

export function showNotice(notice) {
  byId("welcome")?.remove();
  const known = [...log.querySelectorAll("[data-reference]")].find((node) => node.dataset.reference === notice.reference);
  const node = el("section", { className: "turn notice", data: { reference: notice.reference } }, cardElement(notice.card, { press }));
  if (known) known.replaceWith(node);
  else log.append(node);
  show(node);
}

function grow() {
  input.style.height = "auto";
  input.style.height = `${Math.min(input.scrollHeight, 160)}px`;
}

function recall(event, text) {
  if (text === undefined) return;
  event.preventDefault();
  input.value = text;
  grow();
}

export function startChat() {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (isAsking() && !input.value.trim()) return cancel();
    const text = input.value;
    input.value = "";
    grow();
    return ask(text);
  });
  input.addEventListener("input", grow);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      form.requestSubmit();
    }
    const oneLine = !input.value.includes("\n") || history.isBrowsing;
    if (event.key === "ArrowUp" && oneLine) recall(event, history.back(input.value));
    if (event.key === "ArrowDown" && oneLine) recall(event, history.forward());
  });
  log.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-ask]");
    if (chip) ask(chip.textContent);
  });
  onLanguage(() => byId("send").setAttribute("aria-label", t(isAsking() ? "stop" : "send")));
}
