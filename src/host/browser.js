// How is a browser's socket made and heard?

let given;

/**
 * Has sockets made from `host.WebSocket`: a class like the one of the standard, for where there is none (Node before 22), or
 * another is wanted. Those that are open stay what they are.
 */
export function useHost(host) {
  if (typeof host?.WebSocket !== 'function') {
    throw new TypeError('useHost: the host has to have a WebSocket, a class like the one of the standard');
  }
  given = host.WebSocket;
}

// Asked at each socket: a page, or a test of one, may put another class in the place of its own.
const socketClass = () => given || (typeof WebSocket === 'function' ? WebSocket : undefined);

export const hasSockets = () => socketClass() !== undefined;

/**
 * Makes a socket, and has `hear` told of its events (`opened`, `message`, `failed`, `closed`, as the standard's
 * `on…`). It is given the socket in return, for what is sent.
 */
export function createSocket(url, protocols, hear) {
  const socket = new (socketClass())(url, protocols);
  socket.binaryType = 'arraybuffer';
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

export function pageConnectTimeout() {
  const timeout = typeof __uniConfig === 'object' ? __uniConfig?.networkTimeout?.connectSocket : undefined;
  return typeof timeout === 'number' ? timeout : undefined;
}
