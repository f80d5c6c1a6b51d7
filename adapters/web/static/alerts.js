// The live alerts: one entry per incident, edited in place, the newest first.
import { blockElements, cardElement, sign } from "./cards.js";
import { press } from "./chat.js";
import { byId, el } from "./dom.js";
import { has, onLanguage, t, whenever } from "./i18n.js";

const list = byId("alerts");
const alerts = new Map();
const unfolded = new Map(); // what the reader folded or unfolded; the page decides about the others
const KEPT = 200;
const UNFOLDED = 2; // newest open alerts that are shown whole
let known = false;

export function setAlerts(all) {
  known = true;
  alerts.clear();
  for (const alert of all) alerts.set(alert.incident, alert);
  draw();
}

export function alertsUnknown() {
  known = false;
  draw();
}

export function alertsKnown() {
  known = true;
  draw();
}

export function setAlert(alert) {
  const before = alerts.get(alert.incident);
  alerts.set(alert.incident, alert);
  draw();
  const node = entry(alert.incident);
  if (!before && alert.open) announce("new_alert", alert, node);
  if (before?.open && !alert.open) announce("alert_closed", alert, node);
}

export function addReply({ incident, ...reply }) {
  const alert = alerts.get(incident);
  if (!alert) return;
  const others = alert.replies.filter((other) => other.reference !== reply.reference);
  alerts.set(incident, { ...alert, replies: [...others, reply] });
  draw();
}

function announce(name, alert, node) {
  byId("announcer").textContent = t(name, { title: alert.card.title });
  node?.classList.add("fresh");
}

const entry = (incident) => [...list.children].find((node) => node.dataset.incident === incident);
const openCount = () => [...alerts.values()].filter((alert) => alert.open).length;

function ordered() {
  const byAge = [...alerts.values()].sort((one, other) => other.opened_at.localeCompare(one.opened_at));
  return [...byAge.filter((alert) => alert.open), ...byAge.filter((alert) => !alert.open)].slice(0, KEPT);
}

function draw() {
  const focused = list.contains(document.activeElement) ? document.activeElement.closest("[data-incident]")?.dataset.incident : null;
  const shown = ordered();
  list.replaceChildren(...(shown.length ? shown.map(alertElement) : [emptyElement()]));
  if (focused) entry(focused)?.querySelector("summary").focus({ preventScroll: true });
  count();
}

function alertElement(alert, index) {
  const whole = unfolded.get(alert.incident) ?? (alert.open && index < UNFOLDED);
  const summary = el("summary", {},
    sign(alert.card.tone),
    el("span", { className: "alert-title" },
      el("strong", { text: alert.card.title }),
      el("span", { className: "alert-line" },
        stateElement(alert.state),
        el("time", { datetime: alert.opened_at, text: whenever(alert.opened_at) }))));
  const node = el("details", { className: "alert", open: whole, data: { incident: alert.incident, state: alert.state, tone: alert.card.tone } },
    summary,
    el("div", { className: "card", data: { tone: alert.card.tone } }, ...blockElements(alert.card, press), thread(alert.replies)));
  summary.addEventListener("click", () => unfolded.set(alert.incident, !node.open));
  return node;
}

function stateElement(state) {
  const name = `state_${state}`;
  return has(name) ? el("span", { className: "state", text: t(name) }) : null;
}

function thread(replies) {
  if (!replies?.length) return null;
  const items = replies.map((reply) =>
    el("li", {}, el("time", { datetime: reply.at, text: whenever(reply.at) }), cardElement(reply.card, { press })));
  return el("section", { className: "thread" }, el("h4", { text: t("thread") }), el("ol", {}, ...items));
}

function emptyElement() {
  if (!known) return el("p", { className: "empty", text: t("alerts_unread") });
  return el("div", { className: "empty" }, el("p", { text: t("no_alerts") }), el("p", { className: "muted", text: t("no_alerts_hint") }));
}

function count() {
  const open = openCount();
  document.title = open ? `(${open}) Resync` : "Resync";
  for (const node of document.querySelectorAll("[data-count]")) {
    node.hidden = open === 0;
    node.textContent = String(open);
  }
}

export function focusAlert(move = 0) {
  const entries = [...list.querySelectorAll("summary")];
  if (!entries.length) return list.focus();
  const at = entries.indexOf(document.activeElement);
  const next = at < 0 ? 0 : Math.min(entries.length - 1, Math.max(0, at + move));
  entries[next].focus();
  return entries[next].scrollIntoView({ block: "nearest" });
}

export function startAlerts() {
  onLanguage(draw);
  draw();
}
