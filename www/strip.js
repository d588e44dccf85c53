// How did a socket fare, at a glance? A strip as wide as the charts' plots: its phases as spans, what happened as marks.

import { t } from './i18n.js';
import { addText } from './text.js';

/** @param strip the element */
export function createStrip(strip) {
  /**
   * @param from,to the window, in milliseconds
   * @param faults marks of the network, `{ at }`, which is that of all sockets
   */
  function show({ spans, marks }, faults, from, to) {
    const place = (at) => `${(100 * (at - from)) / (to - from)}%`;
    const parts = document.createDocumentFragment();
    for (const span of spans) {
      const end = Math.min(span.to ?? to, to);
      if (end <= from || span.phase === 'closed') continue;
      const part = addText(parts, 'div', `span ${span.phase}`);
      part.style.left = place(Math.max(span.from, from));
      part.style.right = `${100 - Number.parseFloat(place(end))}%`;
    }
    for (const { kind, at } of [...marks, ...faults.map(({ at }) => ({ kind: 'fault', at }))]) {
      if (at >= from && at <= to) addText(parts, 'div', `mark ${kind}`).style.left = place(at);
    }
    strip.replaceChildren(parts);
  }

  /** What the strip shows, in words. */
  function describe({ spans, marks }) {
    const opens = spans.filter(({ phase }) => phase === 'open').length;
    const losses = marks.filter(({ kind }) => kind === 'lost').length;
    strip.ariaLabel = t('Phases of the connection: open {opens} ×, lost {losses} ×', { opens, losses });
  }

  return { show, describe };
}
