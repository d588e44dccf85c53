// Does mqtt, the package, reach mosquitto from a page of Chromium over our tasks? Every quality of service, text and bytes,
// and a broker that goes away and comes back.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { startMosquitto } from '../clients/support/mosquitto.mjs';
import { servePage } from './support/page.mjs';

let broker;
let pages;
let page;

before(async () => {
  broker = await startMosquitto();
  pages = await servePage('mqtt');
});

after(async () => {
  await pages?.stop();
  await broker?.stop();
});

beforeEach(async () => {
  page = await pages.open();
  await page.evaluate(async (url) => {
    window.client = await connect(url, { clientId: 'page', clean: false, reconnectPeriod: 50 });
    window.received = [];
    client.on('message', (topic, payload, { qos }) => received.push({ topic, qos, base64: payload.toString('base64') }));
  }, `wss://127.0.0.1:${broker.port}/mqtt`);
});

afterEach(async () => {
  await page.evaluate(() => client.endAsync());
  await page.leave();
});

/** Has the page publish these bytes, which come to it as text: as lists of numbers they would take seconds. */
const publish = (topic, qos, bytes) =>
  page.evaluate(
    ([to, as, base64]) =>
      client.publishAsync(
        to,
        Uint8Array.from(atob(base64), (byte) => byte.charCodeAt()),
        { qos: as },
      ),
    [topic, qos, bytes.toString('base64')],
  );

/** Resolves the messages that the page has had, once there are so many. */
async function received(count) {
  await page.waitForFunction((least) => received.length >= least, count);
  const messages = await page.evaluate(() => received);
  return messages.map(({ base64, ...message }) => ({ ...message, bytes: Buffer.from(base64, 'base64') }));
}

const payloads = {
  text: Buffer.from('你好 🙂'),
  nothing: Buffer.alloc(0),
  'every byte': Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)),
  'more than a record of TLS': randomBytes(20_000),
};

for (const qos of [0, 1, 2]) {
  test(`publishes and is subscribed with QoS ${qos}`, async () => {
    const [out, back] = [`out/${qos}`, `in/${qos}`];
    await broker.watcher.subscribeAsync(out, { qos });
    await page.evaluate(([topic, as]) => client.subscribeAsync(topic, { qos: as }), [back, qos]);
    for (const [count, bytes] of Object.values(payloads).entries()) {
      const message = once(broker.watcher, 'message');
      await publish(out, qos, bytes);
      const [topic, payload, packet] = await message;
      assert.deepEqual([topic, packet.qos, payload], [out, qos, bytes]);

      await broker.watcher.publishAsync(back, bytes, { qos });
      const all = await received(count + 1);
      assert.deepEqual(all[count], { topic: back, qos, bytes });
    }
    await broker.watcher.unsubscribeAsync(out);
  });
}

test('docs/brokers.md and the example show what runs here', () => {
  const text = (path) => readFileSync(new URL(path, import.meta.url), 'utf8').replaceAll('\r\n', '\n');
  const [, recipe] = text('pages/web-socket.js').split(/\n\n(.*)/s);
  for (const shown of ['docs/brokers.md', 'docs/brokers.zh-CN.md', 'examples/mqtt/web-socket.js']) {
    assert.ok(text(`../../${shown}`).includes(recipe), shown);
  }
});

test('the broker goes away and comes back: what was published meanwhile arrives, the subscription holds', async () => {
  const numbers = Array.from({ length: 20 }, (_, number) => number);
  await broker.watcher.subscribeAsync('out', { qos: 1 });
  const arrived = [];
  const all = new Promise((resolve) => {
    broker.watcher.on(
      'message',
      (_, payload) => arrived.push(payload[0]) && new Set(arrived).size === numbers.length && resolve(),
    );
  });
  await page.evaluate(() => client.subscribeAsync('in', { qos: 1 }));
  await page.evaluate(() => {
    window.states = [];
    for (const event of ['connect', 'close']) client.on(event, () => states.push(event));
  });

  const comeBack = await broker.goAway();
  await page.waitForFunction(() => states.length >= 3);
  const ends = page.evaluate(
    (given) => Promise.all(given.map((number) => client.publishAsync('out', new Uint8Array([number]), { qos: 1 }))),
    numbers,
  );
  assert.deepEqual(await page.evaluate(() => [client.connected, new Set(states).size, states[0]]), [false, 1, 'close']);
  await comeBack();
  await ends;
  await all;
  // At least once, says QoS 1: each has come, and first in its turn.
  assert.deepEqual([...new Set(arrived)], numbers);

  for (const number of numbers) await broker.watcher.publishAsync('in', Buffer.from([number]), { qos: 1 });
  const inPage = await received(numbers.length);
  assert.deepEqual(
    inPage.map(({ bytes: [number] }) => number),
    numbers,
  );
  assert.equal(await page.evaluate(() => states.at(-1)), 'connect');
});
