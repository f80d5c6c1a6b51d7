// The strip at the top: the verdict and the counts that matter, each a question when pressed.
import { learnAlerts } from "./alerts.js";
import { sign } from "./cards.js";
import { ask } from "./chat.js";
import { byId, el } from "./dom.js";
import { clockTime, number, onLanguage, setZone, t } from "./i18n.js";

const EVERY = 15_000; // milliseconds
const LISTED = 20; // the server lists no more than these; a list as long may have been cut
const ENDED = ["SUCCESSFUL", "CANCELED", "SUPPRESS"];
let status = null;
let fresh = false;
let timer = 0;

export function startHealth() {
  onLanguage(draw);
  document.addEventListener("visibilitychange", () => !document.hidden && refresh());
  refresh();
}

export function refreshSoon() {
  clearTimeout(timer);
  timer = setTimeout(refresh, 300);
}

export function healthUnknown() {
  fresh = false;
  draw();
}

async function refresh() {
  clearTimeout(timer);
  timer = setTimeout(refresh, EVERY);
  if (document.hidden && status) return;
  try {
    const response = await fetch("/api/status");
    if (response.status === 401) return location.reload();
    if (!response.ok) throw new Error(`status ${response.status}`);
    status = await response.json();
    fresh = !status.error;
    learnAlerts(status.alerts ?? []);
  } catch {
    fresh = false;
  }
  if (status?.zone) setZone(status.zone, status.zone_letters);
  draw();
}

function draw() {
  byId("environment").textContent = status?.environment ?? "";
  const mode = byId("mode");
  mode.hidden = status?.mode !== "simulator";
  mode.textContent = t("simulator");
  mode.title = t("simulator_hint");
  drawFreshness();
  byId("health").replaceChildren(...tiles());
}

function drawFreshness() {
  const at = status?.error ? status.last_answer_at : status?.as_of;
  byId("freshness").dataset.state = fresh ? "fresh" : "old";
  byId("freshness-text").textContent = at ? t("fresh", { time: clockTime(at) }) : t("fresh_none");
  byId("freshness-time").textContent = at ? clockTime(at, { seconds: false }) : "–";
}

function tiles() {
  if (!status) return [verdict("neutral", t("health_unread"))];
  if (status.error) return trouble();
  if (!fresh) return [verdict("neutral", t("health_unread")), ...counts().map(tile)];
  const tone = { good: "good", warning: "warning", bad: "bad" }[status.verdict];
  const head = tone ? verdict(tone, t(`verdict_${tone}`)) : verdict("neutral", t("health_unread"));
  return [head, ...counts().map(tile)];
}

function trouble() {
  const at = status.last_answer_at ? t("last_answer", { time: clockTime(status.last_answer_at) }) : "";
  const detail = [status.message, at].filter(Boolean).join(" · ");
  return [verdict("bad", t("verdict_unknown")), el("p", { className: "trouble-text", text: detail })];
}

const verdict = (tone, text) => el("p", { className: "verdict", data: { tone } }, sign(tone), el("strong", { text }));

const isMissing = (...parts) => (status.missing ?? []).some((name) => parts.includes(name.split(":")[0]));
const size = (list) => (Array.isArray(list) ? list.length : undefined);
const isCut = (list) => Array.isArray(list) && list.length >= LISTED;

function counts() {
  const groups = new Map((status.counts ?? []).map((group) => [group.name, group.count]));
  const total = [...groups.values()].reduce((sum, count) => sum + count, 0);
  const done = ENDED.reduce((sum, name) => sum + (groups.get(name) ?? 0), 0);
  const counted = groups.size > 0 && !isMissing("counts");
  const of = (name) => (counted ? groups.get(name) ?? 0 : undefined);
  const inError = isMissing("in_error") ? of("ERROR") : Math.max(status.in_error_total ?? 0, of("ERROR") ?? 0);
  return [
    { name: "in_error", value: inError, tone: "bad" },
    { name: "late", value: isMissing("late") ? undefined : size(status.late), more: isCut(status.late), tone: "warning" },
    { name: "running", value: of("RUNNING") },
    { name: "waiting", value: of("WAITING") },
    { name: "workstations", value: isMissing("workstations", "workstations_down") ? undefined : size(status.workstations_down), more: isCut(status.workstations_down), of: status.workstations_total, tone: "bad" },
    { name: "prompts", value: isMissing("prompts", "prompts_waiting") ? undefined : size(status.prompts_waiting), more: isCut(status.prompts_waiting), tone: "warning" },
    { name: "plan", value: counted && total ? Math.floor((100 * done) / total) : undefined, unit: "%", share: counted && total ? done / total : undefined },
  ];
}

function tile({ name, value, of, tone, unit = "", share, more }) {
  const known = value !== undefined && value !== null;
  const shown = known ? `${number(value)}${more ? "+" : ""}${unit}` : "?";
  const label = known ? t(`tile_${name}`) : `${t(`tile_${name}`)}: ${t("not_read")}`;
  const node = el("button", { type: "button", className: "tile", title: t(`ask_${name}`), data: { tone: known && value > 0 && tone ? tone : "neutral", tile: name } },
    el("span", { className: "value" }, shown, known && of ? el("small", { text: `/${number(of)}` }) : null),
    el("span", { className: "label", text: label }));
  if (share !== undefined) {
    const bar = el("span", { className: "share", "aria-hidden": "true" }, el("span"));
    bar.firstElementChild.style.width = `${100 * share}%`;
    node.append(bar);
  }
  node.addEventListener("click", () => {
    document.dispatchEvent(new CustomEvent("view", { detail: "chat" }));
    ask(t(`ask_${name}`));
  });
  return node;
}
