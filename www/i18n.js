// In which language does the page speak? Its texts are written in English where they are used; the English is the key
// to the dictionary.

import { zh } from './zh.js';

const originals = new Map();
let language = navigator.language.startsWith('zh') ? 'zh' : 'en';

/** `text` in the page's language, with its `{names}` filled in. */
export function t(text, values = {}) {
  const translated = (language === 'zh' && zh[text]) || text;
  return translated.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Translates the elements marked `data-text`. */
export function translatePage() {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  for (const element of document.querySelectorAll('[data-text]')) {
    if (!originals.has(element)) originals.set(element, element.textContent);
    element.textContent = t(originals.get(element));
  }
}

/** Makes `button` the switch between the languages. */
export function switchLanguageWith(button, onChange) {
  const show = () => {
    button.textContent = language === 'zh' ? 'English' : '中文';
    button.lang = language === 'zh' ? 'en' : 'zh-CN';
    translatePage();
    onChange();
  };
  button.addEventListener('click', () => {
    language = language === 'zh' ? 'en' : 'zh';
    show();
  });
  show();
}
