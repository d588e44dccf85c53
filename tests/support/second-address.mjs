// The server under a second address. An engine makes one attempt at a time to an address (RFC 6455, 4.1), Firefox whatever
// the port: two attempts that are to be under way at once need two addresses.

import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { pipeline } from 'node:stream';

const ADDRESS = '127.0.0.2';

/** Passes on what comes to the second address. Resolves `{ origin, stop }`. @param http address of the server */
export async function openSecondAddress(http) {
  const { hostname, port } = new URL(http);
  const streams = new Set();
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const onward = connect({ host: hostname, port, allowHalfOpen: true });
    for (const stream of [client, onward]) streams.add(stream.once('close', () => streams.delete(stream)));
    pipeline(client, onward, client, () => {});
  }).listen(0, ADDRESS);
  await once(server, 'listening');

  async function stop() {
    for (const stream of streams) stream.destroy();
    server.close();
    await once(server, 'close');
  }

  return { origin: `http://${ADDRESS}:${server.address().port}`, stop };
}
