// How is a browser's socket heard? Through one function with the kind of the event, a value and a number: a quarter of the
// closures to make and to free, and a message crosses into wasm once, with its payload as a handle.

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

export const createSocket = (url, protocols) => new (socketClass())(url, protocols);

/** 0 open; 1 message with data and size; 2 error; 3 clean close, 4 another, with reason and code. */
export function listen(socket, on) {
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => on(0, undefined, 0);
  socket.onmessage = ({ data }) => on(1, data, typeof data === 'string' ? data.length : data.byteLength);
  socket.onerror = () => on(2, undefined, 0);
  socket.onclose = ({ code, reason, wasClean }) => on(wasClean ? 3 : 4, reason, code);
}

export function mute(socket) {
  socket.onopen = socket.onmessage = socket.onerror = socket.onclose = null;
}

export function pageConnectTimeout() {
  const timeout = typeof __uniConfig === 'object' ? __uniConfig?.networkTimeout?.connectSocket : undefined;
  return typeof timeout === 'number' ? timeout : undefined;
}
