// The live alerts: one entry per incident, edited in place, the newest first.
import { blockElements, cardElement, sign } from "./cards.js";
import { press } from "./chat.js";
import { breakable, byId, el } from "./dom.js";
import { has, onLanguage, t, whenever } from "./i18n.js";

const list = byId("alerts");
const alerts = new Map();
const unfolded = new Map(); // what the reader folded or unfolded; the page decides about the others
const arriving = new Set();
const KEPT = 200;
const TOGETHER = 60; // milliseconds
const UNFOLDED = 2; // newest open alerts that are shown whole
let known = false;
let timer = 0;

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
  if (!before && alert.open) announce("new_alert", alert);
  if (before?.open && !alert.open) announce("alert_closed", alert);
  drawSoon();
}

export function addReply({ incident, ...reply }) {
  const alert = alerts.get(incident);
  if (!alert) return;
  const others = alert.replies.filter((other) => other.reference !== reply.reference);
  alerts.set(incident, { ...alert, replies: [...others, reply] });
  drawSoon();
}

function announce(name, alert) {
  byId("announcer").textContent = t(name, { title: alert.card.title });
  arriving.add(alert.incident);
}

// A storm is hundreds of events a second: they are drawn together.
function drawSoon() {
  timer ||= setTimeout(draw, TOGETHER);
}

const entry = (incident) => [...list.children].find((node) => node.dataset.incident === incident);
const openCount = () => [...alerts.values()].filter((alert) => alert.open).length;

function ordered() {
  const byAge = [...alerts.values()].sort((one, other) => Date.parse(other.opened_at) - Date.parse(one.opened_at));
  const closed = byAge.filter((alert) => !alert.open);
  for (const old of closed.splice(KEPT)) alerts.delete(old.incident);
  return [...byAge.filter((alert) => alert.open), ...closed].slice(0, KEPT);
}

function draw() {
  clearTimeout(timer);
  timer = 0;
  const focused = list.contains(document.activeElement) ? document.activeElement.closest("[data-incident]")?.dataset.incident : null;
  const shown = ordered();
  list.replaceChildren(...(shown.length ? shown.map(alertElement) : [emptyElement()]));
  if (focused) entry(focused)?.querySelector("summary").focus({ preventScroll: true });
  arriving.clear();
  count();
}

function alertElement(alert, index) {
  const whole = unfolded.get(alert.incident) ?? (alert.open && index < UNFOLDED);
  const summary = el("summary", {},
    sign(alert.card.tone),
    el("span", { className: "alert-title" },
      breakable("strong", {}, alert.card.title),
      el("span", { className: "alert-line" },
        stateElement(alert.state),
        el("time", { datetime: alert.opened_at, text: whenever(alert.opened_at) }))));
  const node = el("details", {
    className: arriving.has(alert.incident) ? "alert fresh" : "alert",
    open: whole,
    data: { incident: alert.incident, state: alert.state, tone: alert.card.tone },
  }, summary);
  const unfold = () => {
    if (!node.open || node.children.length > 1) return;
    node.append(el("div", { className: "card", data: { tone: alert.card.tone } }, ...blockElements(alert.card, press), thread(alert.replies)));
  };
  unfold();
  node.addEventListener("toggle", unfold);
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
