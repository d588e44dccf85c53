// Does websocket-heartbeat-miniprogram survive the end of its server? It connects again once there is one, and goes on.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer } from '../support/server.mjs';
import { bundlePage } from './support/page.mjs';

let server;
let openPage;

before(async () => {
  server = await startServer();
  openPage = await bundlePage('heartbeat');
});

after(() => server?.stop());

/** Ends the server, which closes nothing in good order; resolves what starts it where it was. */
async function killServer() {
  const [port, tlsPort] = [server.http, server.https].map((address) => new URL(address).port);
  await server.stop();
  server = undefined;
  return async () => {
    server = await startServer({ port, tlsPort });
  };
}

/** Keeps what the client tells, in its order: `next(name)` resolves the next event of that name that nobody has had. */
function follow(client) {
  const told = new Map(['onOpen', 'onMessage', 'onClose', 'onError', 'onReconnect'].map((name) => [name, []]));
  const waiting = new Map();
  for (const [name, events] of told) {
    client[name] = (event) => {
      const resolve = waiting.get(name);
      waiting.delete(name);
      if (resolve) resolve(event);
      else events.push(event);
    };
  }
  const next = (name) =>
    told.get(name).length > 0 ? told.get(name).shift() : new Promise((resolve) => waiting.set(name, resolve));
  return next;
}

for (const kind of ['global functions', 'tasks']) {
  test(`connects again after the server was away, by ${kind}`, async (t) => {
    const page = openPage();
    t.after(page.end);
    const url = `${server.https.replace('https', 'wss')}/echo`;
    const options = { connectSocketParams: { url }, reconnectTimeout: 50, pingTimeout: 100, pongTimeout: 5_000 };
    const client = await page.exports.open(kind, options);
    const next = follow(client);
    await next('onOpen');
    client.send({ data: 'before' });
    assert.equal((await next('onMessage')).data, 'before');

    const startAgain = await killServer();
    const { code, wasClean } = await next('onClose');
    assert.deepEqual([code, wasClean], [1006, false]);
    // While it is away: each attempt fails with one error and one close, and is followed by another.
    for (let attempt = 0; attempt < 3; attempt += 1) {
      assert.match((await next('onError')).errMsg, /^connectSocket:fail /);
      assert.equal((await next('onClose')).code, 1006);
    }
    await startAgain();
    await next('onOpen');
    client.send({ data: 'after' });
    let { data } = await next('onMessage');
    assert.equal(data, 'after');
    // Its own question comes back from the echo, and leads to the next.
    for (let beat = 0; beat < 2; beat += 1) {
      ({ data } = await next('onMessage'));
      assert.equal(data, 'heartbeat');
    }

    client.close({ code: 4000, reason: 'done' });
    const end = await next('onClose');
    assert.deepEqual([end.code, end.reason], [4000, 'done']);
    assert.deepEqual(page.thrown, []);
  });
}
