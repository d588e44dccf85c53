// Does @hyoga/uni-socket.io reach its server over the sockets of a mini-program? Each major version is for one of
// socket.io: 3 for 4, and 1 for 2, which answers the newer client that it is not compatible.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:https';
import { createRequire } from 'node:module';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { CLIENTS } from './support/bundle.mjs';
import { makeCertificate } from './support/certificate.mjs';
import { bundlePage } from './support/page.mjs';

const require = createRequire(CLIENTS);
const heard = (source, event) => new Promise((resolve) => source.once(event, (...values) => resolve(values)));

for (const { name, createIo } of [
  { name: 'socket-io', createIo: (https) => new (require('socket.io').Server)(https) },
  { name: 'socket-io-1', createIo: require('socket.io-2') },
]) {
  describe(name, () => {
    let https;
    let server;
    let openPage;
    let page;
    let client;
    /** The server's side of it. */
    let peer;

    before(async () => {
      https = createServer(await makeCertificate()).listen(0, '127.0.0.1');
      server = createIo(https);
      await once(https, 'listening');
      openPage = await bundlePage(name);
    });

    after(() => new Promise((resolve) => server.close(() => resolve())));

    beforeEach(async () => {
      page = openPage();
      // Without `transports` it begins with an HTTP request.
      const delays = { reconnectionDelay: 20, reconnectionDelayMax: 20 };
      const options = { transports: ['websocket'], query: { token: 'secret' }, ...delays };
      const connected = once(server, 'connection');
      client = page.exports.io(`https://127.0.0.1:${https.address().port}`, options);
      await heard(client, 'connect');
      [peer] = await connected;
    });

    afterEach(() => {
      client.close();
      page.end();
      assert.deepEqual(page.thrown, []);
    });

    test('connects, and its query is in the address', () => {
      assert.equal(client.id, peer.id);
      assert.equal(peer.handshake.query.token, 'secret');
    });

    test('events reach both sides, and are acknowledged', async () => {
      const asked = once(peer, 'question');
      const question = { text: '你好 🙂', list: [1, null] };
      const answered = new Promise((resolve) => client.emit('question', question, resolve));
      const [received, answer] = await asked;
      assert.deepEqual(received, question);
      answer('yes');
      assert.equal(await answered, 'yes');

      client.on('question', (text, reply) => reply(`${text}!`));
      assert.equal(await new Promise((resolve) => peer.emit('question', 'well', resolve)), 'well!');
    });

    test('events keep their order', async () => {
      const numbers = Array.from({ length: 200 }, (_, number) => number);
      const received = [];
      const all = new Promise((resolve) => {
        client.on('number', (number) => received.push(number) === numbers.length && resolve());
      });
      for (const number of numbers) peer.emit('number', number);
      await all;
      assert.deepEqual(received, numbers);
    });

    test('a connection that is cut is made anew', async () => {
      const lost = heard(client, 'disconnect');
      const again = once(server, 'connection');
      const reconnected = heard(client, 'connect');
      peer.conn.transport.socket.terminate();
      assert.equal((await lost)[0], 'transport close');
      [peer] = await again;
      await reconnected;
      const event = once(peer, 'after');
      client.emit('after', 'all');
      assert.deepEqual(await event, ['all']);
    });

    test('the server closes it', async () => {
      const lost = heard(client, 'disconnect');
      peer.disconnect(true);
      assert.equal((await lost)[0], 'io server disconnect');
    });

    test('the page closes it', async () => {
      const lost = once(peer, 'disconnect');
      client.close();
      const [reason] = await lost;
      assert.equal(reason, 'client namespace disconnect');
    });
  });
}
