// What happened, in order? Rows are added as things happen and shown once a frame; what repeats itself is counted in one row.

import { clock } from './describe.js';
import { t } from './i18n.js';
import { addText, setText } from './text.js';

const MOST_ROWS = 500;
const GLYPHS = {
  call: '→',
  event: '←',
  success: '✓',
  failure: '✗',
  lost: '✗',
  wait: '◷',
  attempt: '…',
  beat: '♥',
  fault: '⚡',
  trace: '·',
};

/**
 * @param list the `ol` of the rows
 * @param note says how many there are
 */
export function createTimeline(list, note) {
  let entries = [];
  let dropped = 0;
  const rows = new Map();
  let frame;

  /**
   * An entry is `{ kind, at, socket, name, detail, key }`: `kind` one of GLYPHS, `at` its time, `socket` an id if it belongs
   * to one, `name` as it is called in a program, `detail` a function that gives it in the page's language. One that has the
   * `key` of the last one is counted there. Returns the entry, which may be changed before `show` is called.
   */
  function add(entry) {
    const last = entries.at(-1);
    if (entry.key !== undefined && last?.key === entry.key) {
      Object.assign(last, entry, { count: last.count + 1 });
      show();
      return last;
    }
    const added = { at: performance.now(), ...entry, count: 1 };
    entries.push(added);
    if (entries.length > 2 * MOST_ROWS) forgetOldest();
    show();
    return added;
  }

  function show() {
    frame ??= requestAnimationFrame(showNow);
  }

  function showNow() {
    frame = undefined;
    forgetOldest();
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 8;
    for (const entry of entries) {
      if (!rows.has(entry)) rows.set(entry, addRow(list, entry));
      showRow(rows.get(entry), entry);
    }
    // Whoever has scrolled back is reading.
    if (atEnd) list.scrollTop = list.scrollHeight;
    const parts = [entries.length > 0 ? t('{count} rows', { count: entries.length }) : t('nothing yet')];
    if (dropped > 0) parts.push(t('{count} older rows dropped', { count: dropped }));
    setText(note, parts.join(' · '));
  }

  function forgetOldest() {
    const gone = entries.slice(0, Math.max(0, entries.length - MOST_ROWS));
    for (const entry of gone) {
      rows.get(entry)?.row.remove();
      rows.delete(entry);
    }
    entries = entries.slice(gone.length);
    dropped += gone.length;
  }

  function clear() {
    list.replaceChildren();
    rows.clear();
    entries = [];
    dropped = 0;
    show();
  }

  return { add, show, clear };
}

function addRow(list, { kind, at, socket, name }) {
  const row = addText(list, 'li', kind);
  addText(row, 'time', 'time', clock(at));
  addText(row, 'span', 'socket', socket === undefined ? '' : `#${socket}`);
  addText(row, 'span', 'glyph', GLYPHS[kind]).ariaHidden = 'true';
  addText(row, 'span', 'name', name);
  return { row, detail: addText(row, 'span', 'detail'), count: addText(row, 'span', 'count') };
}

function showRow({ detail, count }, entry) {
  setText(detail, entry.detail());
  setText(count, entry.count > 1 ? `×${entry.count}` : '');
}
