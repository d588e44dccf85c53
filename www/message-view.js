// What is in a message? As text, as JSON that can be folded, or as bytes.

import { clock, grouped, sizeOf } from './describe.js';
import { hexDump } from './hex.js';
import { t } from './i18n.js';
import { addText, setText } from './text.js';

const SHOWN_CHARACTERS = 64 << 10;
const SHOWN_BYTES = 16 << 10;
const SHOWN_MEMBERS = 200;

/** @param elements `{ place, title, note, body }`: `place` is hidden while there is no message */
export function createMessageView({ place, title, note, body }) {
  let message;
  let view = 'text';
  let bodyNote = '';

  /** Also when the message's state has changed, or the language. */
  function show() {
    place.hidden = message === undefined;
    if (!message) return;
    const { direction, socket, at, data, state } = message;
    const values = { id: socket ?? '–', size: sizeOf(data) };
    setText(title, direction === 'in' ? t('Received on #{id}: {size}', values) : t('Sent on #{id}: {size}', values));
    setText(note, [clock(at), state === 'waiting' ? t('waiting') : state, bodyNote].filter(Boolean).join(' · '));
  }

  function showBody() {
    body.replaceChildren();
    body.dataset.view = view;
    if (message) bodyNote = VIEWS[view](body, message.data);
    show();
  }

  return {
    show,
    select(wanted) {
      message = wanted;
      showBody();
    },
    /** 'text', 'json' or 'hex'. */
    switchTo(wanted) {
      view = wanted;
      showBody();
    },
    /** What is shown, as text. */
    text: () => body.innerText,
  };
}

/** Each fills `body`, and returns what has to be said of it. */
const VIEWS = {
  text(body, data) {
    const text = textOf(data);
    addText(body, 'pre', '', text.slice(0, SHOWN_CHARACTERS));
    return text.length > SHOWN_CHARACTERS
      ? t('the first {count} characters are shown', { count: grouped(SHOWN_CHARACTERS) })
      : '';
  },
  json(body, data) {
    try {
      addMember(body, undefined, JSON.parse(textOf(data)));
      return '';
    } catch ({ message }) {
      addText(body, 'pre', '', textOf(data).slice(0, SHOWN_CHARACTERS));
      return t('no JSON: {why}', { why: message });
    }
  },
  hex(body, data) {
    const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : new Uint8Array(data);
    addText(body, 'pre', '', hexDump(bytes.subarray(0, SHOWN_BYTES)));
    const parts = [
      typeof data === 'string' ? t('{count} bytes of UTF-8', { count: grouped(bytes.length) }) : '',
      bytes.length > SHOWN_BYTES ? t('the first {count} bytes are shown', { count: grouped(SHOWN_BYTES) }) : '',
    ];
    return parts.filter(Boolean).join(' · ');
  },
};

const textOf = (data) => (typeof data === 'string' ? data : new TextDecoder().decode(data));

/** A value of JSON: what has members can be folded, and makes them when it is unfolded first. */
function addMember(parent, name, value) {
  const label = name === undefined ? '' : `${name}: `;
  if (value === null || typeof value !== 'object') {
    addText(parent, 'div', `json ${value === null ? 'null' : typeof value}`, label + JSON.stringify(value));
    return;
  }
  const members = Object.entries(value);
  const folded = addText(parent, 'details', 'json');
  addText(folded, 'summary', '', `${label}${Array.isArray(value) ? `[${members.length}]` : `{${members.length}}`}`);
  const unfold = () => {
    for (const [key, member] of members.slice(0, SHOWN_MEMBERS)) addMember(folded, key, member);
    const more = members.length - SHOWN_MEMBERS;
    if (more > 0) addText(folded, 'div', 'hint', t('{count} more', { count: grouped(more) }));
  };
  folded.addEventListener('toggle', unfold, { once: true });
  folded.open = name === undefined;
}
