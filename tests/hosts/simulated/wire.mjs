// What goes over the wire? The host's connections: the npm client `ws` over TLS, behind the little that a host makes of it.

import WebSocket from 'ws';

/**
 * Begins to connect; `hear` is told `opened(header)`, `message(textOrBuffer)`, `failed(why)` and, always last, `closed(code, reason)`.
 * @param strict whether a server that chooses none of the subprotocols is refused
 */
export function openWire({ url, protocols, header, strict }, hear) {
  const socket = new WebSocket(url, protocols, {
    headers: header,
    // The certificate of the server is made by itself.
    rejectUnauthorized: false,
    perMessageDeflate: false,
  });
  let answered = {};
  socket.on('upgrade', ({ headers }) => {
    answered = { ...headers };
    // `ws` is strict itself: a server that chose none seems to have chosen one.
    if (!strict && protocols.length > 0) headers['sec-websocket-protocol'] ??= protocols[0];
  });
  socket.on('open', () => hear.opened(answered));
  socket.on('message', (data, isBinary) => hear.message(isBinary ? bufferOf(data) : data.toString()));
  socket.on('error', (error) => hear.failed(error.message || error.code));
  socket.on('close', (code, reason) => hear.closed(code, reason.toString()));

  return {
    /** `done()` once it was handed over. That it is lost with the connection later is for the close to say. */
    send: (data, done) => socket.send(typeof data === 'string' ? data : new Uint8Array(data), () => done()),
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
  };
}

/** P 5: an ArrayBuffer of the host's realm, no larger than what it holds. */
export function bufferOf(bytes) {
  const buffer = new ArrayBuffer(bytes.length);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}
