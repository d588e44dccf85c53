// Does every message have its account under faults of every kind? A short soak (`cargo xtask soak` does a long one), and
// before it: would it notice?

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audit } from '../soak/audit.mjs';
import { BEAT, createLedger } from '../soak/ledger.js';
import { random } from '../soak/random.js';
import { soak } from '../soak/soak.mjs';

const MINUTES = 0.5;
const SEED = 20_261_125;
/** What a slow machine gets through in that time. */
const LEAST = { messages: 10_000, reopens: 10 };

const closed = { told: { clean: true, code: 1000 }, over: { clean: true } };
const right = { tag: 'page-1', path: '/echo', handed: ['1', '2', '3'], echoed: 3, ...closed };
const broken = { ...right, echoed: 0, told: { clean: false, code: 1006 }, over: { clean: false } };

test('the audit passes what is right', () => {
  assert.deepEqual(audit(right, ['1', '2', '3']), []);
  assert.deepEqual(audit(broken, ['1', '2']), [], 'what was on its way may be lost');
  const left = { ...right, path: '/close', echoed: 0, told: { clean: true, code: 1012 } };
  assert.deepEqual(audit(left, ['1']), [], 'also to a server that closes');
});

const WRONG = {
  'a message is lost, and the end was clean': [{ ...right, echoed: 2 }, ['1', '2']],
  'a message arrives twice': [broken, ['1', '1', '2']],
  'a message arrives out of order': [broken, ['2', '1']],
  'a message has failed and arrives': [broken, ['1', '2', '3', '4']],
  'more comes back than has arrived': [{ ...broken, echoed: 2 }, ['1']],
  'the end is told as clean, and was not': [{ ...right, over: { clean: false } }, ['1', '2', '3']],
  'an end that nobody has asked for is told as clean': [{ ...right, told: { clean: true, code: 1005 } }, ['1', '2', '3']],
};

for (const [name, [connection, received]] of Object.entries(WRONG)) {
  test(`the audit notices: ${name}`, () => assert.equal(audit(connection, received).length, 1));
}

/** In the place of the browser's, which Node 20 does not have. */
class FakeSocket extends EventTarget {
  static CLOSING = 2;
  readyState = 1;
  send() {}
}

/** A ledger with one client, whose connection is open. */
function openLedger() {
  globalThis.WebSocket = FakeSocket;
  const ledger = createLedger('page', () => '/echo');
  const client = {};
  ledger.clients.set(1, client);
  const socket = new ledger.Socket('ws://127.0.0.1/?client=1');
  const chance = random(1);
  const begin = (line) => ledger.beginMessage(chance, line);
  const end = (told, over) => {
    ledger.tell(client, told);
    socket.dispatchEvent(Object.assign(new Event('close'), over));
  };
  return { ledger, client, socket, begin, end };
}

const failed = { errMsg: 'sendSocketMessage:fail' };
const LIES = {
  'two outcomes': ({ ledger, socket, begin }) => {
    const message = begin();
    socket.send(message.data);
    ledger.settle(message);
    ledger.settle(message);
  },
  'success without the host': ({ ledger, begin }) => ledger.settle(begin()),
  'failed, and handed over before': ({ ledger, socket, begin }) => {
    const message = begin();
    socket.send(message.data);
    ledger.settle(message, failed);
  },
  'failed, and handed over after': ({ ledger, socket, begin }) => {
    const message = begin();
    const { data } = message;
    ledger.settle(message, failed);
    socket.send(data);
  },
  'handed over twice': ({ socket, begin }) => {
    const { data } = begin();
    socket.send(data);
    socket.send(data);
  },
  'handed over out of order': ({ socket, begin }) => {
    const line = { last: 0 };
    const [first, second] = [begin(line), begin(line)];
    socket.send(second.data);
    socket.send(first.data);
  },
  'handed over to a socket that drops it': ({ ledger, socket, begin }) => {
    const message = begin();
    socket.readyState = FakeSocket.CLOSING;
    socket.send(message.data);
    ledger.settle(message);
  },
  'the echo of another message': ({ ledger, client, socket, begin }) => {
    const [first, second] = [begin(), begin()];
    socket.send(first.data);
    socket.send(second.data);
    ledger.echo(client, second.data);
  },
  'a message after the end was asked for': ({ ledger, client }) => {
    client.connection.closing = true;
    ledger.echo(client, BEAT);
  },
};

for (const [name, lie] of Object.entries(LIES)) {
  test(`the ledger notices: ${name}`, () => {
    const { ledger, ...rest } = openLedger();
    lie({ ledger, ...rest });
    assert.equal(ledger.take().violations.length, 1);
  });
}

test('the ledger passes what is right, and gives it to the audit once', () => {
  const { ledger, client, socket, begin, end } = openLedger();
  const [message, other] = [begin(), begin()];
  socket.send(message.data);
  ledger.settle(message);
  ledger.settle(other, failed);
  ledger.echo(client, message.data);
  assert.deepEqual(ledger.take().connections, [], 'it is not over');
  end({ code: 1000, wasClean: true }, { code: 1000, wasClean: true });
  const { connections, violations } = ledger.take();
  assert.deepEqual(violations, []);
  assert.deepEqual(
    connections.map(({ handed, echoed }) => ({ handed, echoed })),
    [{ handed: [message.head], echoed: 1 }],
  );
  assert.deepEqual(ledger.open(), { messages: 0, connections: 0 });
});

test(`DELIVERY a soak of ${60 * MINUTES} seconds`, async (t) => {
  const { pages } = await soak({ minutes: MINUTES, seed: SEED });
  for (const { build, violations, counts, audited } of pages) {
    t.diagnostic(`${build}: ${counts.begun} messages, ${audited.connections} connections, ${audited.broken} of them broken`);
    assert.deepEqual(violations, [], build);
    assert.equal(counts.backend, build);
    assert.ok(counts.begun >= LEAST.messages, `${counts.begun} messages`);
    assert.ok(counts.reopens >= LEAST.reopens, `${counts.reopens} times open again`);
  }
});
