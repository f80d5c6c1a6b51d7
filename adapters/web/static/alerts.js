// The live alerts: one entry per incident, edited in place, the newest first.
import { behindElement } from "./behind.js";
import { blockElements, cardElement, sign } from "./cards.js";
import { press } from "./chat.js";
import { breakable, byId, el } from "./dom.js";
import { has, number, onLanguage, t, whenever } from "./i18n.js";

const list = byId("alerts");
const alerts = new Map();
const unfolded = new Map(); // what the reader folded or unfolded; the page decides about the others
const arriving = new Set();
const KEPT = 200;
const TOGETHER = 60; // milliseconds
const UNFOLDED = 2; // newest open alerts that are shown whole
let known = false;
let timer = 0;
let isPressing = false; // what is being pressed is not replaced under the finger: the press would be lost
let isDue = false;

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
  alerts.set(alert.incident, { ...alert, about: alert.about ?? before?.about });
  if (!before && alert.open) announce("new_alert", alert);
  if (before?.open && !alert.open) announce("alert_closed", alert);
  drawSoon();
}

// What a message does not say of its incident: kind, severity, cause and effects.
export function learnAlerts(all) {
  const news = all.filter(({ incident, about }) => about && JSON.stringify(alerts.get(incident)?.about) !== JSON.stringify(about));
  for (const { incident, about } of news) if (alerts.has(incident)) alerts.set(incident, { ...alerts.get(incident), about });
  if (news.length) drawSoon();
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

// What somebody has to look at; one that follows from another of them is in that one's list.
const isPinned = (alert) => Boolean(alert?.open || alert?.group);
const rank = (alert) => (alert.about?.severity === "critical" ? 0 : 1);

function ordered() {
  const byAge = [...alerts.values()].sort((one, other) => Date.parse(other.opened_at) - Date.parse(one.opened_at));
  const closed = byAge.filter((alert) => !isPinned(alert));
  for (const old of closed.splice(KEPT)) alerts.delete(old.incident);
  const pinned = byAge.filter((alert) => isPinned(alert) && !isPinned(alerts.get(alert.about?.cause)));
  return [...pinned.sort((one, other) => rank(one) - rank(other)), ...closed].slice(0, KEPT);
}

function draw() {
  clearTimeout(timer);
  timer = 0;
  isDue = isPressing;
  if (isPressing) return;
  const active = list.contains(document.activeElement) ? document.activeElement : null;
  const focused = active?.closest("[data-incident]")?.dataset.incident;
  const inList = Boolean(active?.dataset.behind);
  const shown = ordered();
  list.replaceChildren(...(shown.length ? shown.map(alertElement) : [emptyElement()]));
  if (focused) entry(focused)?.querySelector(inList ? "[data-behind]" : "summary")?.focus({ preventScroll: true });
  arriving.clear();
  count();
}

function alertElement(alert, index) {
  const whole = unfolded.get(alert.incident) ?? (isPinned(alert) && index < UNFOLDED);
  const summary = el("summary", {},
    sign(alert.card.tone),
    el("span", { className: "alert-title" },
      breakable("strong", {}, alert.card.title),
      el("span", { className: "alert-line" },
        stateElement(alert.state),
        ...aboutElements(alert.about),
        el("time", { datetime: alert.opened_at, text: whenever(alert.opened_at) }))));
  const node = el("details", {
    className: arriving.has(alert.incident) ? "alert fresh" : "alert",
    open: whole,
    data: { incident: alert.incident, state: alert.state, tone: alert.card.tone },
  }, summary);
  const unfold = () => {
    if (!node.open || node.children.length > 1) return;
    node.append(el("div", { className: "card", data: { tone: alert.card.tone } }, ...blockElements(alert.card, press), behindElement(alert, draw), thread(alert.replies)));
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

// Kind and severity in words; what is ordinary is left out.
function aboutElements(about) {
  if (!about) return [];
  const severity = about.severity === "normal" ? null : t("severity", { severity: t(`severity_${about.severity}`) });
  const effects = about.effects && t(about.effects === 1 ? "effects_one" : "effects_many", { count: number(about.effects) });
  return [
    el("span", { className: "kind", text: t(`kind_${about.kind}`) }),
    severity && el("span", { className: "severity", text: severity, data: { severity: about.severity } }),
    effects && el("span", { className: "effects", text: effects }),
  ].filter(Boolean);
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

function released() {
  isPressing = false;
  if (isDue) setTimeout(draw); // after the click that this release makes
}

export function startAlerts() {
  list.addEventListener("pointerdown", () => { isPressing = true; });
  document.addEventListener("pointerup", released);
  document.addEventListener("pointercancel", released);
  onLanguage(draw);
  draw();
}
