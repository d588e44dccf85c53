// In which language does the page speak? Its texts are written in English where they are used; the English is the key
// to the dictionary.

import { zh } from './zh.js';

let language = 'en';

/** Marks a text that is kept in a table, and given to `t` where it is shown. */
export const words = (text) => text;

/** The one that the browser's user reads. */
export const preferredLanguage = () => (navigator.language.startsWith('zh') ? 'zh' : 'en');

/** `text` in the page's language, with its `{names}` filled in. */
export function t(text, values = {}) {
  const translated = (language === 'zh' && zh[text]) || text;
  return translated.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** From now on the page speaks 'en' or 'zh'. */
export function speak(wanted) {
  language = wanted;
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  for (const element of document.querySelectorAll('[data-text]')) {
    // As it is written in the page, kept where scripts have it from the beginning.
    element.dataset.text ||= element.textContent;
    element.textContent = t(element.dataset.text);
  }
  for (const element of document.querySelectorAll('[data-placeholder]')) {
    element.placeholder = t(element.dataset.placeholder);
  }
}
