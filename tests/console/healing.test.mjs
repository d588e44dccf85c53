// The console's network: it is disturbed by buttons, and the page shows how the connection fares.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import '../support/stage.mjs';
import { openConsole } from './support/page.mjs';

const HEALING = '#reconnect=true&reconnect.initialDelay=100&reconnect.maxDelay=200&timeout=1000';

for (const [cut, title] of [
  ['drop', 'Drop'],
  ['reset', 'Reset'],
]) {
  test(`${title}: the connection is lost with 1006, in words, and comes back`, async (t) => {
    const { page, connect, happened, number, finish } = await openConsole(t, HEALING);
    await connect();
    await page.click(`#cuts [value=${cut}]`);
    await happened({ name: 'task.onReconnecting', detail: /^attempt 1 in [\d.]+ ms, after 1006 · broken: .* · not clean$/ });
    await happened({ detail: 'attempt to connect, number 2' });
    await happened({ name: 'task.onOpen', detail: 'header: { }, reconnected: true' });
    await number('opens', 2);
    assert.equal(await page.locator('#strip .lost').count(), 1);
    assert.equal(await page.locator('#strip .fault').count(), 1);
    assert.equal(await page.locator('#strip .span.open').count(), 2);
    await page.getByRole('img', { name: 'Phases of the connection: open 2 ×, lost 1 ×' }).waitFor();
    finish();
  });
}

test('Offline: attempts fail until it is over, with a countdown to each', async (t) => {
  const link = HEALING.replace('=200', '=600').replace('=100', '=600');
  const { page, connect, socket, happened, finishWithRefusals } = await openConsole(t, `${link}&reconnect.jitter=none`);
  await connect();
  await page.check('#modes [value=offline]', { force: true });
  await happened({ name: 'task.onReconnecting', detail: /^attempt 2 in 600 ms/ });
  await page.locator('#phase', { hasText: /^Attempt \d in 0\.\d s$/ }).waitFor();
  await page.locator('#countdown').waitFor();
  await page.locator('#phase-note', { hasText: '1006 · broken' }).waitFor();
  await page.check('#modes [value=normal]', { force: true });
  await socket(1, 'OPEN').waitFor();
  await page.locator('#phase', { hasText: /^Open for / }).waitFor();
  await page.locator('#countdown').waitFor({ state: 'hidden' });
  finishWithRefusals();
});

test('Stalled: only the heartbeat notices, as 4408; Slow shows in the round trip', async (t) => {
  const beat = 'heartbeat=true&heartbeat.interval=200&heartbeat.timeout=1500&heartbeat.isReply=ping';
  const link = `${HEALING.replace('timeout=1000', 'timeout=5000')}&${beat}`;
  const { page, connect, socket, happened, finishWithRefusals } = await openConsole(t, link);
  await connect();
  await page.check('#modes [value=stalled]', { force: true });
  await page.getByText('Nothing passes and nobody is told (half open)').first().waitFor();
  await happened({ name: 'task.onReconnecting', detail: /after 4408 · no sign of life: / });
  await page.check('#modes [value=slow]', { force: true });
  await socket(1, 'OPEN').waitFor();
  // 200 to 300 ms, each way: longer than from one question to the next, so that several are out.
  const slow = /(?:[4-9]\d\d ms|1\.\d s)/.source;
  await page.getByRole('img', { name: new RegExp(`^Round trip ?median ?${slow}`) }).waitFor();
  await page.locator('#events .beat', { hasText: new RegExp(`the last one in ${slow}`) }).waitFor();
  finishWithRefusals();
});

test('traffic runs, its throughput and round trips are drawn, and it ends with its socket', async (t) => {
  const { page, connect, finish } = await openConsole(t, '#rate=200&tab=messages');
  const start = page.locator('#traffic-switch');
  assert.equal(await start.isDisabled(), true);
  await connect();
  await start.click();
  await page.getByRole('img', { name: /^Messages a second ?received ?1\d\d|2\d\d/ }).waitFor();
  await page.getByRole('img', { name: /^Round trip ?median ?[\d.]+ ms/ }).waitFor();
  // Both are drawn: something of the canvas has the colour of its line.
  for (const canvas of await page.locator('#charts canvas').all()) {
    assert.ok(
      await canvas.evaluate((element) => {
        const { data } = element.getContext('2d').getImageData(0, 0, element.width, element.height);
        return data.some((value, i) => i % 4 === 2 && value > data[i - 2] + 60);
      }),
    );
  }
  await page.click('#close button');
  await page.locator('#traffic-switch', { hasText: 'Start' }).waitFor();
  finish();
});

test('the tour: it connects, breaks the connection twice, and says what heals it', { timeout: 90_000 }, async (t) => {
  const { page, number, finishWithRefusals } = await openConsole(t);
  await page.getByRole('button', { name: 'Watch it heal' }).click();
  for (const sentence of [
    /^Connected\./,
    /^The connection was broken off/,
    /^Open again after/,
    /^Now the network/,
    /^No answer to the heartbeat: given up as 4408. [1-9]\d* messages were on their way/,
    /^Healed twice/,
  ]) {
    await page.locator('#story', { hasText: sentence }).waitFor({ timeout: 30_000 });
  }
  await number('opens', 3);
  await page.getByRole('button', { name: 'Watch it heal' }).waitFor();
  finishWithRefusals();
});
