// How do the sockets stand now? Their list, of which one is selected, and the numbers of that one.

import { describeFields } from './describe.js';
import { t } from './i18n.js';
import { SERVER } from './presets.js';
import { addText, setText } from './text.js';

const STATES = ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'];

/**
 * @param list,hint,stats elements: the list, what stands for an empty one, and the `dl` of the selected one's numbers,
 * alone in its panel
 * @returns `show()`, to be called when something may have changed
 */
export function createSocketList({ sockets, list, hint, stats, onSelect }) {
  const rows = new Map();
  const numbers = new Map();

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
    hint.hidden = all.length > 0;
    showNumbers();
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
    addText(label, 'span', 'url', task.url.replace(SERVER, '')).title = task.url;
    const badge = addText(label, 'span', 'badge');
    list.append(label);
    return { label, radio, state, badge };
  }

  function showRow(socket, { radio, state, badge }) {
    radio.checked = socket === sockets.selected();
    setText(state, STATES[socket.task.readyState]);
    state.dataset.state = state.textContent;
    badge.hidden = socket !== sockets.current();
    setText(badge, t('current'));
    badge.title = t('The global functions act on this one');
  }

  function showNumbers() {
    const socket = sockets.selected();
    stats.parentElement.hidden = socket === undefined;
    if (!socket) return;
    const { task } = socket;
    for (const [name, value] of Object.entries({ ...task.stats(), bufferedAmount: task.bufferedAmount })) {
      if (!numbers.has(name)) numbers.set(name, addNumber(name));
      setText(numbers.get(name), shown(name, value));
    }
  }

  function addNumber(name) {
    const group = document.createElement('div');
    stats.append(group);
    addText(group, 'dt', '', name);
    return addText(group, 'dd', '');
  }

  return { show };
}

function shown(name, value) {
  if (value === null) return '–';
  if (name === 'connectedAt') return new Date(value).toLocaleTimeString();
  return typeof value === 'object' ? describeFields(value) || '–' : String(value);
}
