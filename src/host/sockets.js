// Where do sockets come from? From the host that `useHost` was given, from the one that the mini-program entry finds, or from
// the page's own class `WebSocket`.

import { openWebSocket } from './browser.js';

/** A browser's: no limit is known, and pages tell of their lives themselves. */
const PLAIN = { isFull: () => false, watch() {} };
let given;
let others = { find() {}, adapt() {} };

/** Has hosts known that have no class `WebSocket`: `find()` looks for one, `adapt(host)` takes the one that it is given. */
export function knowHosts(hosts) {
  others = hosts;
}

/**
 * Has sockets made by `host`: one with a `WebSocket`, a class like the one of the standard, for where there is none (Node
 * before 22) or another is wanted. Sockets that are open stay what they are.
 */
export function useHost(host) {
  const used = host && typeof host.WebSocket === 'function' ? ofClass(host.WebSocket) : others.adapt(host);
  if (!used) throw new TypeError('useHost: the host has to have a WebSocket, a class like the one of the standard');
  given = used;
}

const ofClass = (Class) => ({ ...PLAIN, open: (url, protocols, asked) => openWebSocket(Class, url, protocols, asked) });

// Asked at each socket: a page, or a test of one, may put another class in the place of its own.
const host = () => given || others.find() || (typeof WebSocket === 'function' ? ofClass(WebSocket) : undefined);

export const hasSockets = () => host() !== undefined;

/** Has `change(kind)` called as the host tells of it: see lifecycle.js. */
export function watchHost(change) {
  host().watch(change);
}

/** Whether the host would refuse one more. */
export const isFull = () => host().isFull();

/**
 * Makes a socket, and has `hear` told of its events (`opened`, `message`, `failed`, `closed`, as the standard's
 * `on…`). It is given the socket in return, for what is sent.
 */
export function createSocket(url, protocols, hear) {
  const socket = host().open(url, protocols, hear.given);
  socket.onopen = hear.opened;
  socket.onmessage = hear.message;
  socket.onerror = hear.failed;
  socket.onclose = hear.closed;
  hear.socket = socket;
  return socket;
}

export function mute(socket) {
  socket.onopen = socket.onmessage = socket.onerror = socket.onclose = null;
}
