// Which messages are shown? Of thousands only those rows are in the page that can be seen, each as high as the others.

import { beginningOf, clock, grouped, sizeOf } from './describe.js';
import { t } from './i18n.js';
import { matcherOf } from './messages.js';
import { addText, setText } from './text.js';

/** Rows beyond what can be seen, so that scrolling finds them there. */
const AROUND = 8;
const STEPS = { ArrowUp: -1, ArrowDown: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity };

/**
 * @param list the listbox, note says how many there are
 * @param onSelect `(message)`, undefined for none
 */
export function createMessageList({ messages, list, note, onSelect }) {
  const space = addText(list, 'div', 'space');
  space.role = 'presentation';
  const rows = new Map();
  let matches = matcherOf({});
  let shown = [];
  let newest = 0;
  let selected;
  let paused = false;
  /** The newest is kept in sight, until one is selected or scrolled to. */
  let following = true;
  let frame;

  function show() {
    frame ??= requestAnimationFrame(showNow);
  }

  function showNow() {
    frame = undefined;
    const all = messages.list();
    if (!paused) takeNewer(all);
    // A panel that is not shown has no height.
    if (list.clientHeight > 0) showRows();
    showNote(all);
  }

  function takeNewer(all) {
    const oldest = all[0]?.serial ?? Infinity;
    const kept = shown.filter(({ serial }) => serial >= oldest);
    // What is being read stays where it is.
    if (!following) list.scrollTop -= (shown.length - kept.length) * rowHeight();
    shown = kept;
    for (let at = Math.max(0, newest + 1 - oldest); at < all.length; at++) if (matches(all[at])) shown.push(all[at]);
    newest = all.at(-1)?.serial ?? newest;
  }

  function showRows() {
    const height = rowHeight();
    space.style.height = `${shown.length * height}px`;
    if (following) list.scrollTop = list.scrollHeight;
    const first = Math.max(0, Math.floor(list.scrollTop / height) - AROUND);
    const last = Math.ceil((list.scrollTop + list.clientHeight) / height) + AROUND;
    const seen = new Set(shown.slice(first, last));
    for (const [message, { row }] of rows) {
      if (seen.has(message)) continue;
      row.remove();
      rows.delete(message);
    }
    let place = first;
    for (const message of seen) {
      if (!rows.has(message)) rows.set(message, addRow(space, message));
      showRow(rows.get(message), message, place, height);
      place += 1;
    }
    if (rows.has(selected)) list.setAttribute('aria-activedescendant', rows.get(selected).row.id);
    else list.removeAttribute('aria-activedescendant');
  }

  const rowHeight = () => Number(getComputedStyle(list).getPropertyValue('--row'));

  function showRow({ row, direction, state, size }, message, place, height) {
    const isWaiting = message.state === 'waiting';
    row.className = `row ${message.direction} ${message.state && (isWaiting ? 'waiting' : 'failed')}`;
    row.ariaPosInSet = place + 1;
    row.ariaSetSize = shown.length;
    row.ariaSelected = message === selected;
    row.style.transform = `translateY(${place * height}px)`;
    setText(direction, message.direction === 'in' ? t('received') : t('sent'));
    setText(state, isWaiting ? t('waiting') : message.state);
    setText(size, sizeOf(message.data));
  }

  function showNote(all) {
    const values = { shown: grouped(shown.length), count: grouped(all.length) };
    const parts = [all.length === 0 ? t('No messages yet.') : t('{shown} of {count} shown', values)];
    const waiting = (all.at(-1)?.serial ?? newest) - newest;
    if (waiting > 0) parts.push(t('{count} newer ones since the pause', { count: grouped(waiting) }));
    const dropped = all.length > 0 ? all[0].serial - messages.first() : 0;
    if (dropped > 0) parts.push(t('{count} older ones dropped', { count: grouped(dropped) }));
    setText(note, parts.join(' · '));
  }

  function select(message) {
    selected = message;
    following = message === undefined;
    onSelect(message);
    show();
  }

  list.addEventListener('scroll', () => {
    following = list.scrollHeight - list.scrollTop - list.clientHeight < 8;
    show();
  });
  // Not at the click: by the time that the button is up another row may be under it.
  list.addEventListener('mousedown', ({ target }) => {
    const id = target.closest('.row')?.id;
    for (const [message, { row }] of rows) if (row.id === id) select(message);
  });
  list.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    if (step === undefined || shown.length === 0) return;
    event.preventDefault();
    const from = shown.indexOf(selected);
    const to = Math.max(0, Math.min(shown.length - 1, from + step));
    const height = rowHeight();
    // As little as shows it.
    list.scrollTop = Math.max((to + 1) * height - list.clientHeight, Math.min(list.scrollTop, to * height));
    select(shown[to]);
  });
  new ResizeObserver(show).observe(list);

  return {
    show,
    /** @param wanted as `matcherOf` takes it */
    filter(wanted) {
      matches = matcherOf(wanted);
      // Not what has come since the pause.
      shown = messages.list().filter((message) => message.serial <= newest && matches(message));
      show();
    },
    pause(on) {
      paused = on;
      show();
    },
    /** Those that the filter lets through. */
    shown: () => shown,
    clear() {
      shown = [];
      select(undefined);
    },
  };
}

function addRow(space, { serial, at, direction, socket, data }) {
  const row = addText(space, 'div', '');
  row.id = `message-${serial}`;
  row.role = 'option';
  addText(row, 'span', 'time', clock(at));
  addText(row, 'span', 'glyph', direction === 'in' ? '↓' : '↑').ariaHidden = 'true';
  const said = addText(row, 'span', 'visually-hidden');
  addText(row, 'span', 'socket', socket === undefined ? '–' : `#${socket}`);
  addText(row, 'span', 'detail', beginningOf(data));
  return { row, direction: said, state: addText(row, 'span', 'state'), size: addText(row, 'span', 'size') };
}
