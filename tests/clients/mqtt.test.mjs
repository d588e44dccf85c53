// Does mqtt, the package, reach a broker over the sockets of a mini-program? Its wxs: addresses, and a real mosquitto.

import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { startMosquitto } from './support/mosquitto.mjs';
import { bundlePage } from './support/page.mjs';

const OPTIONS = {
  // It takes wx: only where it finds a `window`, or is told so.
  forceNativeWebSocket: true,
  reconnectPeriod: 0,
  will: { topic: 'will', payload: 'gone', qos: 1 },
};

let broker;
let openPage;
let page;
let client;

before(async () => {
  broker = await startMosquitto();
  openPage = await bundlePage('mqtt');
});

after(() => broker?.stop());

// One client a page: mqtt keeps its socket in a variable of the module (5.16.0), and when one client ends, it closes that
// of the next one a turn later.
beforeEach(async () => {
  page = openPage();
  client = page.exports.mqtt.connect(`wxs://127.0.0.1:${broker.port}/mqtt`, OPTIONS);
  await heard(client, 'connect');
});

afterEach(async () => {
  await client.endAsync();
  page.end();
  assert.deepEqual(page.thrown, []);
});

/** What it tells with the event; rejects if it tells of an error instead. */
const heard = (source, event) =>
  new Promise((resolve, reject) => {
    source.once(event, (...values) => resolve(values));
    source.once('error', reject);
  });

/** Bytes of the page's own realm, as `publish` takes them there. */
const inPage = (bytes) => page.exports.Buffer.from([...bytes]);

const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
const payloads = {
  text: ['hello', Buffer.from('hello')],
  'text of all planes': ['你好 🙂', Buffer.from('你好 🙂')],
  nothing: ['', Buffer.alloc(0)],
  'every byte': [everyByte, everyByte],
  'more than one frame': [randomBytes(100_000)],
};

for (const qos of [0, 1]) {
  for (const [name, [given, bytes = given]] of Object.entries(payloads)) {
    test(`publishes with QoS ${qos}: ${name}`, async () => {
      const topic = `out/${qos}`;
      await broker.watcher.subscribeAsync(topic, { qos });
      const message = once(broker.watcher, 'message');
      await client.publishAsync(topic, typeof given === 'string' ? given : inPage(given), { qos });
      const [, received, packet] = await message;
      assert.deepEqual(received, bytes);
      assert.equal(packet.qos, qos);
      await broker.watcher.unsubscribeAsync(topic);
    });

    test(`is subscribed with QoS ${qos}: ${name}`, async () => {
      const topic = `in/${qos}`;
      const [{ qos: granted }] = await client.subscribeAsync(topic, { qos });
      assert.equal(granted, qos);
      const message = heard(client, 'message');
      await broker.watcher.publishAsync(topic, bytes, { qos });
      const [from, received, packet] = await message;
      assert.deepEqual([from, packet.qos], [topic, qos]);
      assert.deepEqual(Buffer.from(received), bytes);
    });
  }
}

test('many messages keep their order', async () => {
  await client.subscribeAsync('order', { qos: 1 });
  const wanted = Array.from({ length: 200 }, (_, number) => String(number));
  const received = [];
  const all = new Promise((resolve) => {
    client.on('message', (_, payload) => received.push(payload.toString()) === wanted.length && resolve());
  });
  for (const text of wanted) client.publish('order', text, { qos: 1 });
  await all;
  assert.deepEqual(received, wanted);
});

test('says goodbye, so that its last will is not published', async () => {
  await broker.watcher.subscribeAsync(['will', 'after'], { qos: 1 });
  const first = once(broker.watcher, 'message');
  await client.endAsync();
  await broker.watcher.publishAsync('after', 'the end', { qos: 1 });
  assert.equal((await first)[0], 'after');
});
