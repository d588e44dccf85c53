// Which sockets are there, and how do they stand now? Their list, one of which is selected.

import { t } from './i18n.js';
import { addText, setText } from './text.js';

const STATES = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'];

/**
 * @param list the element
 * @param shortened `(url)`, as it is shown
 * @returns `show()`, to be called when something may have changed
 */
export function createSocketList({ sockets, list, shortened, onSelect }) {
  const rows = new Map();

  function show() {
    const all = sockets.list();
    for (const [socket, row] of rows) {
      if (all.includes(socket)) continue;
      row.label.remove();
      rows.delete(socket);
    }
    for (const socket of all) {
      if (!rows.has(socket)) rows.set(socket, addRow(socket));
      showRow(socket, rows.get(socket));
    }
  }

  function addRow(socket) {
    const { task } = socket;
    const label = document.createElement('label');
    const radio = document.createElement('input');
    radio.type = 'radio';
    radio.name = 'socket';
    radio.addEventListener('change', () => {
      sockets.select(socket);
      onSelect();
    });
    label.append(radio, `#${task.id}`);
    const state = addText(label, 'span', 'state');
    const url = addText(label, 'span', 'url');
    const badge = addText(label, 'span', 'badge');
    list.append(label);
    return { label, radio, state, url, badge };
  }

  function showRow(socket, { radio, state, url, badge }) {
    const { task } = socket;
    radio.checked = socket === sockets.selected();
    setText(state, STATES[task.readyState]);
    state.dataset.state = state.textContent;
    // One that comes from a function may be another at each attempt.
    setText(url, shortened(task.url));
    url.title = task.url;
    badge.hidden = socket !== sockets.current();
    setText(badge, t('current'));
    badge.title = t('The global functions act on this one');
  }

  return { show };
}
