// Does a task stay connected through what happens to real pages? Reset, silence, a restart, no network, a hidden, a frozen
// and a cached page, in Chromium: numbered messages, and what came back of them. Prints what it measured as a table.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launchRawChromium } from '../support/raw-chromium.mjs';
import { startServer } from '../support/server.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const RECONNECT = { initialDelay: 50, maxDelay: 400 };
const HEARTBEAT = { interval: 100, timeout: 200 };
/** For an attempt, on a busy machine. */
const SLACK = 1_500;
const LOSS = 'loss';
const RETURN = 'return';

const rows = [];
let pages;
let server;
let chromium;

before(async () => {
  pages = await servePages();
  server = await startServer();
  chromium = await launchRawChromium();
});

after(async () => {
  await chromium?.stop();
  await server?.stop();
  pages?.server.close();
  const head = ['fault', 'attempts', 'recovery in ms', 'sent', 'echoed', 'failed'];
  for (const row of [head, head.map(() => '---'), ...rows]) console.log(`| ${row.join(' | ')} |`);
});

/**
 * The test server marks its files `no-store`, and Chromium keeps no page with such a mark and a WebSocket in the
 * back/forward cache. These have no mark.
 */
async function servePages() {
  const server = createServer(async ({ url }, response) => {
    const { pathname } = new URL(url, 'http://localhost');
    const body =
      /^\/(pkg\/dist|tests\/package\/pages)\/[\w.-]+$/.test(pathname) && (await readFile(ROOT + pathname).catch(() => null));
    const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/html';
    response.writeHead(body ? 200 : 404, { 'content-type': type }).end(body || '');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, origin: `http://127.0.0.1:${server.address().port}` };
}

let tags = 0;

/** A page with a task that goes through these endpoints, and functions to see what it goes through. */
async function openClient(paths, options = {}) {
  const tag = `fault-${++tags}`;
  const address = (path) => `${server.http.replace('http', 'ws')}${path}${path.includes('?') ? '&' : '?'}tag=${tag}`;
  const page = await chromium.openPage(`${pages.origin}/tests/package/pages/faults.html`);
  await page.until(() => 'client' in window);
  await page.evaluate((given) => window.client.connect(given), { urls: paths.map(address), reconnect: RECONNECT, ...options });
  const opened = (count) => page.until((opens) => window.client.note.opens.length >= opens, count);
  const lost = (count) => page.until((losses) => window.client.note.losses.length >= losses, count);
  const send = (count) => page.evaluate((messages) => window.client.send(messages), count);
  const note = () => page.evaluate(() => window.client.note);
  const handshakes = async () => (await (await fetch(`${server.http}/observe?tag=${tag}`)).json()).handshakes;
  /** Longer than any delay: an attempt that did not wait would have been made. The page's timers may be slow, these are not. */
  const outwait = () => new Promise((resolve) => setTimeout(resolve, 2 * RECONNECT.maxDelay));
  await opened(1);
  return { page, outwait, opened, lost, send, note, handshakes };
}

/**
 * Waits for the last echo, checks DELIVERY, and makes a row of it. The recovery counts from the `LOSS`, from the `RETURN` of
 * the page or the network, or from a time of the page's clock.
 */
async function finish({ page, note }, fault, since, bound) {
  await page.until(() => {
    const { echoed, ends } = window.client.note;
    return echoed.at(-1) === ends.length - 1;
  });
  const { opens, losses, wakes, echoed, ends, errors, closes } = await note();
  const { attempts } = await page.evaluate(() => window.client.stats());
  const handed = ends.map(([end]) => end?.connection);
  for (const [number, own] of ends.entries()) assert.equal(own.length, 1, `message ${number} has one outcome`);
  assert.deepEqual(
    echoed,
    [...new Set(echoed)].sort((a, b) => a - b),
    'in order, and none twice',
  );
  const missing = handed.flatMap((connection, number) => (echoed.includes(number) ? [] : [{ connection, number }]));
  for (const { connection, number } of missing) {
    assert.ok(
      connection < opens.length,
      `message ${number} was handed over, to a connection that did not break, and has no echo`,
    );
  }
  assert.deepEqual([errors, closes], [[], 0], 'it was never over');
  const begin = { [LOSS]: losses.at(-1)?.at, [RETURN]: wakes.at(-1) }[since] ?? since;
  const recovery = losses.length > 0 ? Math.round(opens.at(-1) - begin) : 'none needed';
  const failed = ends.filter(([end]) => end.failed).map(([end]) => end.failed);
  rows.push([
    fault,
    attempts,
    recovery,
    ends.length,
    echoed.length,
    failed.length === 0 ? '0' : `${failed.length}: ${[...new Set(failed)]}`,
  ]);
  if (losses.length > 0) assert.ok(recovery >= 0 && recovery <= bound, `recovery in ${recovery} ms, at most ${bound}`);
  await page.close();
  return { opens, losses, missing };
}

test('RETRY QUEUE DELIVERY a reset', async () => {
  const client = await openClient(['/reset?after=20', '/echo']);
  await client.send(20);
  await client.lost(1);
  await client.send(20);
  await client.opened(2);
  await client.send(20);
  const { losses, missing } = await finish(client, 'reset', LOSS, RECONNECT.initialDelay + SLACK);
  assert.deepEqual(
    losses.map(({ code }) => code),
    [1006],
  );
  assert.ok(missing.every(({ number }) => number < 20));
});

test('BEAT RETRY DELIVERY silence: a connection that is half open', async () => {
  const client = await openClient(['/silent', '/echo'], { heartbeat: HEARTBEAT });
  await client.send(20);
  await client.lost(1);
  await client.send(20);
  await client.opened(2);
  await client.send(20);
  const { opens, losses } = await finish(client, 'silence', LOSS, RECONNECT.initialDelay + SLACK);
  assert.deepEqual(
    losses.map(({ code }) => code),
    [4408],
  );
  assert.ok(losses[0].at - opens[0] <= HEARTBEAT.interval + HEARTBEAT.timeout + SLACK, 'the silence is noticed in time');
});

test('RETRY QUEUE DELIVERY the server restarts', async () => {
  const client = await openClient(['/echo'], { heartbeat: HEARTBEAT });
  await client.send(20);
  const port = Number(new URL(server.http).port);
  await server.stop();
  await client.lost(2);
  await client.send(20);
  server = await startServer({ port });
  const since = await client.page.evaluate(() => performance.now());
  await client.opened(2);
  await client.send(20);
  await finish(client, 'server restart', since, RECONNECT.maxDelay + SLACK);
});

test('RETRY-5 BEAT DELIVERY offline and online', async () => {
  const client = await openClient(['/echo'], { heartbeat: HEARTBEAT });
  const network = (offline) => client.page.network(offline);
  await client.send(20);
  await network(true);
  assert.equal(await client.page.evaluate(() => navigator.onLine), false);
  await client.send(20);
  // Chromium leaves the socket open and holds its traffic back: the heartbeat is what notices.
  await client.lost(1);
  const before = await client.handshakes();
  await client.send(20);
  await client.outwait();
  assert.equal((await client.note()).losses.length, 1, 'no attempt while offline');
  assert.equal(await client.handshakes(), before);
  await network(false);
  await client.opened(2);
  await client.send(20);
  const { losses } = await finish(client, 'offline, online', RETURN, RECONNECT.initialDelay + SLACK);
  assert.deepEqual(
    losses.map(({ code }) => code),
    [4408],
  );
});

test('RETRY-5 DELIVERY hidden and visible, with a reset in between', async () => {
  const client = await openClient(['/reset?after=40', '/echo']);
  await client.send(20);
  const other = await chromium.openPage('about:blank');
  await client.page.until(() => document.hidden);
  await client.send(20);
  await client.lost(1);
  await client.send(20);
  await client.outwait();
  assert.equal(await client.handshakes(), 1, 'no attempt while hidden');
  await client.page.toFront();
  await client.opened(2);
  await client.send(20);
  await finish(client, 'hidden, visible', RETURN, RECONNECT.initialDelay + SLACK);
  await other.close();
});

test('RETRY-5 DELIVERY hidden and visible, and the connection holds', async () => {
  const client = await openClient(['/echo'], { heartbeat: HEARTBEAT });
  await client.send(20);
  const other = await chromium.openPage('about:blank');
  await client.page.until(() => document.hidden);
  await client.send(20);
  await client.page.toFront();
  await client.page.until(() => !document.hidden);
  await client.send(20);
  const { losses } = await finish(client, 'hidden, visible, nothing lost', RETURN);
  assert.deepEqual(losses, []);
  await other.close();
});

test('RETRY-5 DELIVERY frozen in the background, thawed, and visible', async () => {
  const client = await openClient(['/echo'], { heartbeat: HEARTBEAT });
  await client.send(20);
  const other = await chromium.openPage('about:blank');
  await client.page.until(() => document.hidden);
  await client.page.freeze();
  await client.page.thaw();
  // Chromium closes the sockets of a page that it freezes.
  await client.lost(1);
  await client.send(20);
  await client.outwait();
  assert.equal(await client.handshakes(), 1, 'no attempt while hidden');
  await client.page.toFront();
  await client.opened(2);
  await client.send(20);
  await finish(client, 'frozen, visible', RETURN, RECONNECT.initialDelay + SLACK);
  await other.close();
});

test('RETRY-5 DELIVERY away to another page and back, through the back/forward cache', async () => {
  const client = await openClient(['/echo'], { heartbeat: HEARTBEAT });
  await client.send(20);
  await client.page.goTo(`${pages.origin}/tests/package/pages/empty.html`);
  await client.page.until(() => !('client' in window) && document.readyState === 'complete');
  await client.page.back();
  await client.page.until(() => window.client.note.restored);
  await client.opened(2);
  await client.send(20);
  const { losses } = await finish(client, 'back/forward cache', RETURN, RECONNECT.initialDelay + SLACK);
  assert.equal(losses.length, 1);
});
