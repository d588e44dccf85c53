// What can be tried against this server? Its endpoints are described in server/src/endpoints/.

import { words } from './i18n.js';
import { addWords } from './text.js';

/** Where this page comes from, as sockets see it. */
export const SERVER = location.origin.replace(/^http/, 'ws');

/** `url` is a path of this server, or one that is no socket's. */
const PRESETS = [
  { name: words('Echo'), url: '/echo' },
  { name: words('What the handshake looked like'), url: '/headers' },
  { name: words('Subprotocol'), url: '/protocol?pick=chat', protocols: 'chat, superchat' },
  { name: words('Flood of 20,000 texts'), url: '/flood?count=20000&size=64' },
  { name: words('Flood of 1,000 binary messages'), url: '/flood?count=1000&size=1024&binary=true' },
  { name: words('Reads and discards'), url: '/sink' },
  { name: words('Closes after one message'), url: '/close?code=4001&reason=enough&after=1' },
  { name: words('Breaks the connection after one message'), url: '/reset?after=1' },
  { name: words('Refuses the handshake'), url: '/refuse?status=403' },
  { name: words('Never answers the handshake'), url: '/hang', timeout: '2000' },
  { name: words('Never answers the close'), url: '/silent', closeTimeout: '2000' },
  { name: words('No WebSocket URL'), url: 'ftp://example.com/' },
];
const SET = ['protocols', 'timeout', 'closeTimeout'];

/** A path as the address of a socket at `base`, `ws://…`; what is none stays as it is. */
export const addressOf = (url, base) => (url.startsWith('/') ? base + url : url);

/**
 * Fills the list of presets, whose choice fills the fields of the form.
 * @returns `show()`, for when the URL has changed otherwise
 */
export function fillPresets(list, fields, base) {
  for (const { name, url } of [...PRESETS, { name: words('Another URL'), url: '' }]) {
    addWords(list, 'option', '', name).value = url;
  }
  fields.url.defaultValue = addressOf(PRESETS[0].url, base);

  list.addEventListener('input', () => {
    const chosen = PRESETS.find(({ url }) => url === list.value);
    if (!chosen) return;
    fields.url.value = addressOf(chosen.url, base);
    for (const name of SET) fields[name].value = chosen[name] ?? '';
  });
  return function show() {
    list.value = PRESETS.find(({ url }) => addressOf(url, base) === fields.url.value)?.url ?? '';
  };
}
