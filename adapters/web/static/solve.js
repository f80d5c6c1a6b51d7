// Asks what solved an incident, in a dialog of its own: the list behind it may be drawn anew meanwhile.
import { byId } from "./dom.js";

const dialog = byId("solve");
const words = byId("solve-words");

// The person's words, or an empty text where they changed their mind.
export function askWhatSolved(about) {
  words.value = "";
  byId("solve-about").textContent = about;
  dialog.returnValue = "";
  dialog.showModal();
  words.focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "send" ? words.value.trim() : ""), { once: true });
  });
}
