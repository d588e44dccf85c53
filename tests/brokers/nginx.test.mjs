// Does a task stay connected through nginx, which ends TLS in front of the server, ends what is silent, reloads, and is there
// while the server is not?

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startServer } from '../support/server.mjs';
import { browser, server } from '../support/stage.mjs';
import { startNginx } from './support/nginx.mjs';

const RECONNECT = { initialDelay: 50, maxDelay: 400 };

let upstream;
let nginx;

before(async () => {
  upstream = await startServer();
  nginx = await startNginx(upstream.http);
});

after(async () => {
  await nginx?.stop();
  await upstream?.stop();
});

let tags = 0;

/** A page (tests/package/pages/faults.js) with a task that goes through nginx, and functions to see what it goes through. */
async function openClient(t, path, options = {}) {
  const tag = `nginx-${++tags}`;
  // The certificate is made by itself.
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(`${server.http}/tests/package/pages/faults.html`);
  await page.waitForFunction(() => 'client' in window);
  const urls = [`${nginx.origin.replace('http', 'ws')}${path}?tag=${tag}`];
  await page.evaluate((given) => window.client.connect(given), { urls, reconnect: RECONNECT, ...options });
  const opened = (count) => page.waitForFunction((opens) => window.client.note.opens.length >= opens, count);
  const lost = (count) => page.waitForFunction((losses) => window.client.note.losses.length >= losses, count);
  const send = (count) => page.evaluate((messages) => window.client.send(messages), count);
  const note = () => page.evaluate(() => window.client.note);
  /** What has come through to a server behind nginx. */
  const seen = async ({ http }, until) =>
    (await fetch(`${http}/observe?${new URLSearchParams({ tag, ...(until && { until }) })}`)).json();
  /** Every message that was sent has come back, each once, in order, over all the connections; and it was never over. */
  async function echoed() {
    await page.waitForFunction(() => window.client.note.echoed.length >= window.client.note.ends.length);
    const { echoed, ends, errors, closes } = await note();
    assert.deepEqual(echoed, [...ends.keys()]);
    assert.deepEqual([errors, closes], [[], 0]);
  }
  await opened(1);
  return { opened, lost, send, note, seen, echoed };
}

const codes = ({ losses }) => losses.map(({ code }) => code);

test('BEAT RETRY a heartbeat keeps what nginx would end; without one, each end is seen and repaired', async (t) => {
  const beating = await openClient(t, '/echo', { heartbeat: { interval: 100, timeout: 10_000 } });
  const silent = await openClient(t, '/echo');
  // One is the clock of the other: each loss is a `proxy_read_timeout` that has passed.
  for (const loss of [1, 2, 3]) {
    await silent.send(20);
    await silent.lost(loss);
    await silent.send(20);
    await silent.opened(loss + 1);
  }
  await silent.echoed();
  assert.deepEqual(codes(await silent.note()), [1006, 1006, 1006]);
  await beating.send(20);
  await beating.echoed();
  assert.deepEqual(codes(await beating.note()), []);
  const { handshakes, messages, ended } = await beating.seen(upstream);
  assert.deepEqual([handshakes, ended], [1, 0]);
  assert.ok(messages > 20, 'it was asked');
});

test('BEAT RETRY a server that hangs: nginx, which the questions keep, does not see it, and the heartbeat does', async (t) => {
  // Twice what nginx waits for.
  const client = await openClient(t, '/sink', { heartbeat: { interval: 100, timeout: 3_000 } });
  await client.lost(1);
  assert.deepEqual(codes(await client.note()), [4408]);
  await client.opened(2);
  assert.ok((await client.seen(upstream)).messages > 1, 'it was asked again and again');
});

test('RETRY QUEUE DELIVERY nginx reloads, with another server behind it', async (t) => {
  const next = await startServer();
  t.after(() => next.stop());
  const client = await openClient(t, '/echo', { heartbeat: { interval: 100, timeout: 10_000 } });
  await client.send(20);
  await client.echoed();
  await nginx.reload(next.http);
  t.after(() => nginx.reload(upstream.http));
  await client.lost(1);
  await client.send(20);
  await client.opened(2);
  await client.send(20);
  await client.echoed();
  assert.deepEqual(codes(await client.note()), [1006]);
  assert.equal((await client.seen(upstream, 'ended:1')).handshakes, 1);
  assert.equal((await client.seen(next)).handshakes, 1);
});

test('RETRY QUEUE DELIVERY nginx answers 502 while there is no server', async (t) => {
  const client = await openClient(t, '/echo', { heartbeat: { interval: 100, timeout: 10_000 } });
  await client.send(20);
  await client.echoed();
  const port = Number(new URL(upstream.http).port);
  await upstream.stop();
  // The connection, and two attempts to make it anew.
  await client.lost(3);
  await nginx.answered('502', 2);
  await client.send(20);
  upstream = await startServer({ port });
  await client.opened(2);
  await client.send(20);
  await client.echoed();
  const { losses } = await client.note();
  assert.ok(losses.every(({ code }) => code === 1006));
  assert.equal((await client.seen(upstream)).handshakes, 1);
});
