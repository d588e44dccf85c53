// Does @stomp/stompjs reach RabbitMQ from a page of Chromium over our tasks? Not among the tests of every run, for what it
// takes to install and to start: `cargo xtask brokers`.

import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { servePage } from './support/page.mjs';
import { startRabbitMq } from './support/rabbitmq.mjs';

/** It lasts, like the messages that say so. */
const QUEUE = '/queue/uni-socket';
const PERSISTENT = { persistent: 'true' };

let broker;
let pages;
let page;

before(async () => {
  broker = await startRabbitMq();
  pages = await servePage('stomp');
});

after(async () => {
  await pages?.stop();
  await broker?.stop();
});

beforeEach(async () => {
  page = await pages.open();
  await connected();
});

afterEach(async () => {
  await page.evaluate(() => client.deactivate());
  await page.leave();
});

/** A client in the page, which is connected: `client`, and what it has heard in `seen`. */
async function connected(options = {}) {
  await page.evaluate(
    ([url, given]) => {
      window.seen = { connects: [], closes: [], beats: 0, bodies: [] };
      window.client = createClient(url, {
        connectHeaders: { login: 'guest', passcode: 'guest' },
        reconnectDelay: 100,
        onConnect: ({ headers }) => seen.connects.push(headers),
        onWebSocketClose: ({ code, wasClean }) => seen.closes.push({ code, wasClean }),
        onHeartbeatReceived: () => (seen.beats += 1),
        ...given,
      });
      client.activate();
    },
    [broker.url, options],
  );
  await heard('connects', 1);
}

/** Resolves what has been heard under a name, once there is so much of it. */
async function heard(name, count) {
  await page.waitForFunction(([of, least]) => (seen[of].length ?? seen[of]) >= least, [name, count]);
  return page.evaluate((of) => seen[of], name);
}

/** Subscribes, with each message to be acknowledged; keeps them in `messages`, and their texts. */
const subscribe = () =>
  page.evaluate((queue) => {
    window.messages = [];
    seen.bodies = [];
    client.subscribe(
      queue,
      (message) => {
        messages.push(message);
        seen.bodies.push(message.body);
      },
      { ack: 'client-individual' },
    );
  }, QUEUE);

const publish = (bodies, headers = {}) =>
  page.evaluate(
    ([destination, given, more]) => {
      for (const body of given) client.publish({ destination, body, headers: more });
    },
    [QUEUE, bodies, headers],
  );

/** Acknowledges these messages, and resolves once the broker has said that it knows. */
const acknowledge = (numbers) =>
  page.evaluate(
    (given) =>
      new Promise((resolve) => {
        client.watchForReceipt('last', resolve);
        for (const number of given) messages[number].ack(number === given.at(-1) ? { receipt: 'last' } : {});
      }),
    numbers,
  );

test('connects, and the broker has chosen among the subprotocols', async () => {
  const [{ version, server }] = await heard('connects', 1);
  assert.equal(version, '1.2');
  assert.match(server, /^RabbitMQ\//);
  assert.equal(await page.evaluate(() => client.webSocket.protocol), 'v12.stomp');
});

test('a subscription: what is acknowledged is gone, what is not comes again', async () => {
  await subscribe();
  await publish(['one', '你好 🙂', 'three']);
  assert.deepEqual(await heard('bodies', 3), ['one', '你好 🙂', 'three']);
  await acknowledge([0, 2]);
  await page.evaluate(() => client.deactivate());
  await connected();
  await subscribe();
  await publish(['last']);
  assert.deepEqual(await heard('bodies', 2), ['你好 🙂', 'last']);
  await acknowledge([0, 1]);
});

test('bytes, in both directions', async () => {
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  await subscribe();
  await page.evaluate(
    ([destination, given]) => client.publish({ destination, binaryBody: new Uint8Array(given) }),
    [QUEUE, bytes],
  );
  await heard('bodies', 1);
  assert.deepEqual(await page.evaluate(() => [...messages[0].binaryBody]), bytes);
  await acknowledge([0]);
});

test("STOMP's own heartbeats, in both directions", async () => {
  await page.evaluate(() => client.deactivate());
  // RabbitMQ takes no less, and ends a connection whose client is silent for twice as long as it has promised.
  await connected({ heartbeatIncoming: 1_000, heartbeatOutgoing: 1_000 });
  const [headers] = await heard('connects', 1);
  assert.equal(headers['heart-beat'], '1000,1000');
  await heard('beats', 4);
  assert.deepEqual(await page.evaluate(() => seen.closes), []);
});

test('the broker goes away and comes back: the loss is seen, and what it keeps is there', async () => {
  await page.evaluate(
    ([destination, headers]) =>
      new Promise((resolve) => {
        client.watchForReceipt('kept', resolve);
        client.publish({ destination, body: 'kept', headers: { ...headers, receipt: 'kept' } });
      }),
    [QUEUE, PERSISTENT],
  );
  const comeBack = await broker.goAway();
  // The connection, and two attempts to make it anew.
  const closes = await heard('closes', 3);
  assert.deepEqual(closes[1], { code: 1006, wasClean: false });
  await comeBack();
  await heard('connects', 2);
  await subscribe();
  assert.deepEqual(await heard('bodies', 1), ['kept']);
  await acknowledge([0]);
});
