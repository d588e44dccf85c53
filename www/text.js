// How does text get into the page? Always as text, never as markup: what a server sends is not to be trusted.

import { t } from './i18n.js';

/** Appends an element that holds `text`. */
export function addText(parent, tagName, className, text = '') {
  const element = document.createElement(tagName);
  element.className = className;
  element.textContent = text;
  parent.append(element);
  return element;
}

/** Appends an element that holds `text` in the page's language, whichever that is at the time (i18n.js). */
export function addWords(parent, tagName, className, text) {
  const element = addText(parent, tagName, className, t(text));
  element.dataset.text = text;
  return element;
}

/** Written only if it differs, so that what runs several times a second does not disturb a selection. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
