// The stream of events: opened again when it breaks, and the page says since when it knows nothing.
import { addReply, alertsKnown, alertsUnknown, setAlert, setAlerts } from "./alerts.js";
import { conversation, showNotice } from "./chat.js";
import { byId } from "./dom.js";
import { healthUnknown } from "./health.js";
import { clockTime, onLanguage, t } from "./i18n.js";

const AGAIN = 2000; // milliseconds
let source = null;
let heard = Date.now();
let last = "";
let lostAt = null;
let patience = 40_000; // milliseconds without a heartbeat; the server tells its own pace
let whenChanged = () => {};

export function startLive(changed) {
  whenChanged = changed;
  connect();
  setInterval(() => {
    if (Date.now() - heard > patience) reconnect();
  }, 1000);
  onLanguage(() => lostAt && sayStale());
}

function connect() {
  const query = new URLSearchParams({ conversation, last });
  source = new EventSource(`/api/stream?${query}`);
  source.onerror = () => reconnect();
  on("hello", (values) => {
    patience = Math.max(2.5 * values.heartbeat * 1000, 3000);
    if (values.alerts) setAlerts(values.alerts);
    else alertsKnown();
    whenChanged();
  });
  on("heartbeat", () => {});
  on("alert", (alert) => {
    setAlert(alert);
    whenChanged();
  });
  on("reply", addReply);
  on("notice", showNotice);
}

function on(name, handle) {
  source.addEventListener(name, (event) => {
    heard = Date.now();
    if (event.lastEventId) last = event.lastEventId;
    found();
    handle(JSON.parse(event.data));
  });
}

function reconnect() {
  source.close();
  heard = Date.now();
  if (lostAt === null) {
    lostAt = heard;
    sayStale();
    alertsUnknown();
    healthUnknown();
  }
  setTimeout(() => source.readyState === EventSource.CLOSED && connect(), AGAIN);
}

function sayStale() {
  byId("stale").textContent = t("stale", { time: clockTime(lostAt) });
  byId("stale").hidden = false;
  document.body.classList.add("lost");
}

function found() {
  if (lostAt === null) return;
  lostAt = null;
  byId("stale").hidden = true;
  document.body.classList.remove("lost");
  byId("announcer").textContent = t("back");
}
