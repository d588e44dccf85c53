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

const NO_REFUSAL = () => undefined;

/**
 * Resolves `{ address, play(answer, refuse), connection(place), messages(place, count), urls(), stop }`. `answer(socket, place)`
 * is called for each connection; `refuse(url)` before, and may give the status with which its handshake is refused.
 */
export async function startPeer() {
  const http = createServer();
  const server = new WebSocketServer({ noServer: true });
  const line = new EventEmitter().setMaxListeners(0);
  let connections = [];
  let answer = echo;
  let refuse = NO_REFUSAL;

  http.on('upgrade', (request, stream, head) => {
    const status = refuse(request.url);
    if (status) return stream.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\n\r\n`);
    server.handleUpgrade(request, stream, head, (socket) => {
      const received = [];
      const closed = once(socket, 'close').then(([code, reason]) => ({ code, reason: String(reason) }));
      socket.on('message', (data, isBinary) => {
        received.push(isBinary ? data : String(data));
        line.emit('news');
      });
      const protocols = request.headers['sec-websocket-protocol'];
      const place = connections.push({ socket, url: request.url, protocols, received, closed }) - 1;
      answer(socket, place);
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
    play(part = echo, refusal = NO_REFUSAL) {
      for (const { socket } of connections) socket.terminate();
      connections = [];
      answer = part;
      refuse = refusal;
    },
    /** Resolves the one at that place in line, as `{ socket, url, protocols, received, closed }`, once it is there. */
    connection: (place = 0) => until(() => connections[place]),
    /** Resolves the messages of a connection once there are so many. */
    messages: (place, count) => until(() => connections[place]?.received.length >= count && connections[place].received),
    /** What was asked for so far, one for each connection. */
    urls: () => connections.map(({ url }) => url),
    async stop() {
      for (const { socket } of connections) socket.terminate();
      http.close();
      http.closeAllConnections();
      await once(http, 'close');
    },
  };
}
