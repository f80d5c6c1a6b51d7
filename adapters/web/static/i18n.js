// The page's two languages: texts come with the page, the choice is remembered in a cookie.
import { byId } from "./dom.js";

export const settings = JSON.parse(byId("settings").textContent);
let current = settings.language;
let letters; // the zone as the cards write it: a browser has its own ideas of it in each language
let zone; // the engine's time zone, once it is known
const listeners = [];

export const language = () => current;

export function t(name, values = {}) {
  const sentence = settings.texts[current][name] ?? name;
  return sentence.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
}

export const has = (name) => name in settings.texts[current];

export function onLanguage(listener) {
  listeners.push(listener);
}

export function setLanguage(code) {
  if (!(code in settings.texts)) return;
  current = code;
  document.cookie = `resync_language=${code}; path=/; max-age=31536000; samesite=strict`;
  document.documentElement.lang = code;
  for (const node of document.querySelectorAll("[data-t]")) node.textContent = t(node.dataset.t);
  for (const node of document.querySelectorAll("[data-t-label]")) node.setAttribute("aria-label", t(node.dataset.tLabel));
  for (const node of document.querySelectorAll("[data-t-placeholder]")) node.placeholder = t(node.dataset.tPlaceholder);
  for (const node of document.querySelectorAll("[data-language]")) {
    node.setAttribute("aria-pressed", String(node.dataset.language === code));
  }
  for (const listener of listeners) listener();
}

export function setZone(name, itsLetters) {
  if (name === zone && itsLetters === letters) return;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    [zone, letters] = [name, itsLetters];
  } catch {
    return; // a zone this browser does not know: its own is shown, and named
  }
  for (const listener of listeners) listener();
}

const format = (date, options) =>
  new Intl.DateTimeFormat(current === "pt" ? "pt-BR" : "en-GB", { timeZone: zone, ...options }).format(date);

export function clockTime(value, { seconds = true } = {}) {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return "";
  if (!seconds) return format(date, { hour: "2-digit", minute: "2-digit" });
  const full = { hour: "2-digit", minute: "2-digit", second: "2-digit" };
  return letters ? `${format(date, full)} ${letters}` : format(date, { ...full, timeZoneName: "short" });
}

export function whenever(value) {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return "";
  const day = (moment) => format(moment, { year: "numeric", month: "2-digit", day: "2-digit" });
  const time = clockTime(date, { seconds: false });
  return day(date) === day(new Date()) ? time : `${format(date, { day: "2-digit", month: "short" })} ${time}`;
}

export const number = (value) => new Intl.NumberFormat(current === "pt" ? "pt-BR" : "en").format(value);
