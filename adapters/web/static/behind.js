// The complete list behind a card that names only some of its incidents: read when it is asked for.
import { tableElement } from "./cards.js";
import { el } from "./dom.js";
import { language, number, settings, t, whenever } from "./i18n.js";

const lists = new Map(); // by incident: {total, rows} once read, {error}, or {} while it is being read
const ENDED = { recovered: "good", cancelled: "neutral", gone: "neutral" };

const has = (alert) => settings.lists && (alert.group || alert.about?.effects > 0);

export function behindElement(alert, redraw) {
  if (!has(alert) && !lists.has(alert.incident)) return null;
  const list = lists.get(alert.incident);
  const button = el("button", {
    type: "button", className: "chip", text: t(list ? "list_hide" : "list_show"), "aria-expanded": String(Boolean(list)),
    on: { click: () => (list ? fold(alert.incident, redraw) : read(alert.incident, redraw)) },
    data: { behind: alert.incident },
  });
  return el("section", { className: "behind" }, button, list ? kept(list) : null);
}

function fold(incident, redraw) {
  lists.delete(incident);
  redraw();
}

async function read(incident, redraw) {
  lists.set(incident, {});
  redraw();
  let list;
  try {
    const response = await fetch(`/api/alerts/${encodeURIComponent(incident)}/behind`);
    list = await response.json();
    if (!response.ok) list = { error: list.error ?? t("list_unread") };
  } catch {
    list = { error: t("list_unread") };
  }
  if (!lists.has(incident)) return; // it was folded meanwhile
  lists.set(incident, list);
  redraw();
}

// Thousands of rows are built once, however often the list around them is drawn.
function kept(list) {
  if (list.node && list.language === language()) {
    const seen = list.node.scrollTop;
    requestAnimationFrame(() => { list.node.scrollTop = seen; });
    return list.node;
  }
  list.language = language();
  list.node = content(list);
  return list.node;
}

function content(list) {
  if (list.error) return el("p", { className: "text", role: "status", text: list.error });
  if (!list.rows) return el("p", { className: "muted", role: "status", text: t("list_reading") });
  const columns = ["job", "status", "return_code", "workstation", "since"].map((name) => t(`column_${name}`));
  const table = tableElement({
    columns,
    rows: list.rows.map(cells),
    tones: list.rows.map((row) => ENDED[row.state] ?? (row.state === "open" ? "bad" : "warning")),
    more: list.total - list.rows.length,
  });
  return el("div", {}, el("p", { className: "muted", role: "status", text: t("list_total", { count: number(list.total) }) }), table);
}

function cells(row) {
  const isDeadline = row.kind === "late" || row.kind === "at_risk"; // no word of the engine says these
  const status = row.state in ENDED ? t(`state_${row.state}`) : isDeadline ? t(`kind_${row.kind}`) : row.status;
  return [
    row.job,
    row.critical ? `${status} (${t("critical")})` : status,
    row.return_code === null ? "" : String(row.return_code),
    row.workstation,
    whenever(row.opened_at),
  ];
}
