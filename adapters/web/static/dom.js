// Elements whose text is always text: nothing here or elsewhere parses HTML.

// Characters that reverse the reading direction, so that no name reads as another.
const REVERSING = /[\u202a-\u202e\u2066-\u2069]/g;
const plain = (words) => String(words ?? "").replace(REVERSING, "\ufffd");

export function el(tag, options = {}, ...children) {
  const node = document.createElement(tag);
  const { className, text, on, data, ...attributes } = options;
  if (className) node.className = className;
  if (text !== undefined) node.textContent = plain(text);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  for (const [name, value] of Object.entries(data ?? {})) node.dataset[name] = value;
  for (const [name, handler] of Object.entries(on ?? {})) node.addEventListener(name, handler);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

// Names may break after the signs that join them, so that AGT_BATCH01 does not break before its last digit.
export function breakable(tag, options, words) {
  const node = el(tag, options);
  for (const part of plain(words).split(/(?<=[_.#/@])/)) node.append(part, document.createElement("wbr"));
  node.lastChild?.remove();
  return node;
}

export const byId = (id) => document.getElementById(id);

export function safeLink(address) {
  try {
    const url = new URL(address);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : "";
  } catch {
    return "";
  }
}
