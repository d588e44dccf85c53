// What do the defaults do to a server that many clients lose at once? Hundreds of real sockets, in Node and in tabs; the
// thousands are those of `cargo xtask fleet`.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launchRawChromium } from '../support/raw-chromium.mjs';
import { startServer } from '../support/server.mjs';
import { loseTheServer } from './fleet.mjs';

const CLIENTS = 300;
const TABS = 8;
const TASKS = 5;
const heartbeat = { interval: 2_000 };

test('RETRY BEAT all come back, once each, and not all at once', async (t) => {
  const crowds = [
    { tag: 'node', clients: CLIENTS, options: { reconnect: true, heartbeat } },
    { tag: 'tabs', tabs: TABS, tasks: TASKS, options: { reconnect: true, heartbeat } },
    { tag: 'in-step', clients: CLIENTS, options: { reconnect: { initialDelay: 4_000, jitter: 'none' }, heartbeat } },
  ];
  const outcomes = await loseTheServer({ crowds, away: 1_500, beats: 2 * heartbeat.interval });
  for (const { tag, count, seen, steadyBeats, ...rest } of outcomes) {
    t.diagnostic(JSON.stringify({ tag, count, steadyBeats, ...rest }));
    assert.deepEqual([seen.handshakes, seen.open], [count, count], tag);
    // Two a client, or one at either end of the time, however often it had to try.
    assert.ok(steadyBeats >= count && steadyBeats <= 3 * count, tag);
  }
  const [{ spread }, , inStep] = outcomes;
  assert.ok(spread > 2 * inStep.spread, 'further apart than without jitter');
});

test('RETRY-5 of many tabs with lost connections, the one that is seen makes them anew', async (t) => {
  let server = await startServer();
  t.after(() => server?.stop());
  const chromium = await launchRawChromium();
  t.after(() => chromium.stop());
  const url = `${server.http.replace('http', 'ws')}/echo?tag=tabs`;
  const handshakes = async () => (await (await fetch(`${server.http}/observe?tag=tabs`)).json()).handshakes;
  const pages = [];
  for (let tab = 0; tab < TABS; tab += 1) {
    const page = await chromium.openPage(`${server.http}/tests/fleet/pages/tab.html`);
    await page.until(() => 'tab' in window);
    await page.evaluate((order) => tab.open(order), { url, clients: TASKS, options: { reconnect: true, heartbeat: true } });
    pages.push(page);
  }
  assert.equal(await handshakes(), TABS * TASKS);

  const port = Number(new URL(server.http).port);
  await server.stop();
  server = undefined;
  server = await startServer({ port });
  // The last one is in front. Its tasks are back by the clock of all: had others tried as well, they would be back, too.
  for (const [index, page] of pages.reverse().entries()) {
    await page.toFront();
    await page.until(() => tab.isBack);
    assert.equal(await handshakes(), (index + 1) * TASKS);
  }
});
