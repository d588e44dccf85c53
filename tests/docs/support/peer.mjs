// Who is at wss://example.com? A server of the package `ws`, whose part each test plays.

import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

/** What it does if a test has no other wish: answers a heartbeat, and says everything else again. */
export const echo = (socket) =>
  socket.on('message', (data, isBinary) => {
    if (!isBinary && String(data) === 'ping') socket.send('pong');
    else socket.send(data, { binary: isBinary });
  });

/**
 * Resolves `{ address, play(answer, port), connection(place), connections, refuse(status), stop }`. `answer(socket, request)`
 * is called for each connection. `connection(place)` resolves the one at that place in line, from 0, as
 * `{ socket, url, protocols, received, closed }`, once it is there. `refuse` has the next handshakes refused, until
 * `refuse()`.
 */
export async function startPeer() {
  const http = createServer();
  const server = new WebSocketServer({ noServer: true });
  const line = new EventEmitter().setMaxListeners(0);
  let connections = [];
  let answer = echo;
  let refused;

  http.on('upgrade', (request, stream, head) => {
    if (refused) return stream.end(`HTTP/1.1 ${refused} Refused\r\nConnection: close\r\n\r\n`);
    server.handleUpgrade(request, stream, head, (socket) => {
      const received = [];
      const closed = once(socket, 'close').then(([code, reason]) => ({ code, reason: String(reason) }));
      socket.on('message', (data, isBinary) => {
        received.push(isBinary ? data : String(data));
        line.emit('news');
      });
      const protocols = request.headers['sec-websocket-protocol'];
      connections.push({ socket, url: request.url, protocols, received, closed });
      answer(socket, request);
      line.emit('news');
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');

  /** Resolves what `look` gives, as soon as that is something. */
  async function until(look) {
    for (;;) {
      const seen = look();
      if (seen) return seen;
      await once(line, 'news');
    }
  }

  return {
    address: `ws://127.0.0.1:${http.address().port}`,
    /** Forgets who was there before. */
    play(part = echo) {
      for (const { socket } of connections) socket.terminate();
      connections = [];
      refused = undefined;
      answer = part;
    },
    refuse: (status) => {
      refused = status;
    },
    connection: (place = 0) => until(() => connections[place]),
    /** Resolves the messages of a connection once there are so many. */
    messages: (place, count) => until(() => connections[place]?.received.length >= count && connections[place].received),
    count: () => connections.length,
    async stop() {
      for (const { socket } of connections) socket.terminate();
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
}
