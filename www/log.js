// What happened, in order? Rows are added as things happen, and shown once a frame: a flood of messages costs the page no
// more than the rows that can be seen.

import { t } from './i18n.js';
import { addText } from './text.js';

const MOST_ROWS = 500;
const ARROWS = { call: '→', event: '←', success: '✓', failure: '✗' };

/**
 * @param list the `ol` of the rows
 * @param note says how many there are
 */
export function createLog(list, note) {
  let waiting = [];
  let dropped = 0;
  let paused = false;
  let frame;

  /**
   * An entry is `{ kind, name, detail, note, socket, time }`: `kind` one of ARROWS, `socket` an id and `time` in
   * milliseconds, if it belongs to a socket. It may still be changed in the turn in which it is added.
   */
  function add(entry) {
    waiting.push(entry);
    if (waiting.length > MOST_ROWS) {
      waiting.shift();
      dropped += 1;
    }
    frame ??= requestAnimationFrame(show);
  }

  function show() {
    frame = undefined;
    if (!paused) showWaiting();
    showNote();
  }

  function showWaiting() {
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 8;
    list.append(...waiting.map(rowOf));
    waiting = [];
    while (list.childElementCount > MOST_ROWS) {
      list.firstElementChild.remove();
      dropped += 1;
    }
    // Whoever has scrolled back is reading.
    if (atEnd) list.scrollTop = list.scrollHeight;
  }

  function showNote() {
    const rows = list.childElementCount;
    const parts = [rows > 0 ? t('{count} rows', { count: rows }) : t('nothing yet')];
    if (waiting.length > 0) parts.push(t('{count} waiting', { count: waiting.length }));
    if (dropped > 0) parts.push(t('{count} older rows dropped', { count: dropped }));
    note.textContent = parts.join(' · ');
  }

  function pause(on) {
    paused = on;
    show();
  }

  function clear() {
    list.replaceChildren();
    waiting = [];
    dropped = 0;
    showNote();
  }

  return { add, pause, clear, showNote };
}

function rowOf({ kind, name, detail, note, socket, time }) {
  const row = document.createElement('li');
  row.className = kind;
  addText(row, 'span', 'time', time === undefined ? '–' : `+${time.toFixed(1)} ms`);
  addText(row, 'span', 'socket', socket === undefined ? '–' : `#${socket}`);
  addText(row, 'span', 'arrow', ARROWS[kind]);
  addText(row, 'span', 'name', name);
  addText(row, 'span', 'detail', detail);
  if (note) addText(row, 'span', 'note', note);
  return row;
}
