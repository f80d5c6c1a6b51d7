// Puts the parts of the page together, and the keyboard over them.
import { focusAlert, startAlerts } from "./alerts.js";
import { cancel, focusQuestion, isAsking, startChat } from "./chat.js";
import { byId } from "./dom.js";
import { refreshSoon, startHealth } from "./health.js";
import { language, setLanguage } from "./i18n.js";
import { startLive } from "./live.js";

const keys = byId("keys");

function view(name) {
  byId("columns").dataset.view = name;
  for (const tab of document.querySelectorAll("[data-view][aria-pressed]")) {
    tab.setAttribute("aria-pressed", String(tab.dataset.view === name));
  }
}

const otherLanguage = () => setLanguage(language() === "pt" ? "en" : "pt");

const SHORTCUTS = {
  "/": () => { view("chat"); focusQuestion(); },
  a: () => { view("alerts"); focusAlert(); },
  j: () => focusAlert(1),
  k: () => focusAlert(-1),
  l: otherLanguage,
  "?": () => keys.showModal(),
};

function onKey(event) {
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) return escape(event);
  const typing = event.target.closest("input, textarea, [contenteditable]");
  if (typing || document.querySelector("dialog[open]") || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const shortcut = SHORTCUTS[event.key];
  if (!shortcut) return undefined;
  event.preventDefault();
  return shortcut();
}

function escape(event) {
  if (isAsking()) return cancel();
  if (event.target === byId("question")) return event.target.blur();
  return focusQuestion();
}

document.addEventListener("keydown", onKey);
document.addEventListener("view", (event) => view(event.detail));
byId("open-keys").addEventListener("click", () => keys.showModal());
byId("languages").addEventListener("click", (event) => event.target.dataset.language && setLanguage(event.target.dataset.language));
byId("tabs").addEventListener("click", (event) => {
  const tab = event.target.closest("[data-view]");
  if (tab) view(tab.dataset.view);
});

startChat();
startAlerts();
startHealth();
startLive(refreshSoon);
