// What does the development build say that the others do not?

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { browser, server } from '../support/stage.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Runs `use` in a page; resolves what it returns and what the package said to the console meanwhile. */
async function inPage(use) {
  const page = await browser.newPage();
  const lines = [];
  page.on('console', (line) => line.text().startsWith('uni-socket') && lines.push(`${line.type()}: ${line.text()}`));
  await page.goto(`${server.http}/tests/package/pages/empty.html`);
  const result = await page.evaluate(use, server.http.replace('http', 'ws'));
  await page.close();
  return { result, lines };
}

test('tools that know the condition `development` take it, for import and for require', () => {
  const resolve = (...options) =>
    execFileSync(process.execPath, [...options, '--print', "require.resolve('uni-socket')"], { cwd: ROOT, encoding: 'utf8' });
  assert.match(resolve('--conditions=development'), /[\\/]development[\\/]index\.cjs\n$/);
  assert.match(resolve(), /[\\/]dist[\\/]index\.cjs\n$/);
});

test('it warns of options that nobody knows, each once, and says what may have been meant', async () => {
  const { lines } = await inPage(async (ws) => {
    const { uni, configure } = await import('/pkg/dist/development/index.js');
    for (const time of [1, 2]) {
      const task = uni.connectSocket({
        url: `${ws}/echo?time=${time}`,
        protocol: undefined,
        headers: { token: 'secret' },
        header: {},
        data() {},
        reconnect: { maxdelay: 5 },
        complete() {},
      });
      task.close({ reasons: 'none', 'no such': 1 });
    }
    await configure({ networkTimeout: { connect: 5 }, promisestyle: 'reject' });
  });
  assert.deepEqual(lines, [
    'warning: uni-socket: connectSocket does not know the option "protocol"; did you mean "protocols"?',
    'warning: uni-socket: connectSocket does not know the option "headers"; did you mean "header"?',
    'warning: uni-socket: connectSocket does not know the option "reconnect.maxdelay"; did you mean "reconnect.maxDelay"?',
    'warning: uni-socket: closeSocket does not know the option "reasons"; did you mean "reason"?',
    'warning: uni-socket: closeSocket does not know the option "no such"',
    'warning: uni-socket: configure does not know the option "networkTimeout.connect"; did you mean "networkTimeout.connectSocket"?',
    'warning: uni-socket: configure does not know the option "promisestyle"; did you mean "promiseStyle"?',
  ]);
});

test('looking for them runs no getter, and stops at no proxy', async () => {
  const { result, lines } = await inPage(async (ws) => {
    const { uni } = await import('/pkg/dist/development/index.js');
    let read = 0;
    const options = { complete() {} };
    Object.defineProperty(options, 'url', { enumerable: true, get: () => (read += 1) && `${ws}/echo` });
    const closed = new Proxy(
      {},
      {
        ownKeys() {
          throw new Error('do not look');
        },
      },
    );
    uni.connectSocket(options).close(closed);
    return read;
  });
  assert.deepEqual([result, lines], [1, []]);
});

test('`debug` is told what goes on, without payloads and addresses', async () => {
  const { result } = await inPage(async (ws) => {
    const { uni } = await import('/pkg/dist/development/index.js');
    const told = [];
    const task = uni.connectSocket({
      url: `${ws}/echo?token=secret`,
      heartbeat: { isReply: () => false },
      debug: (event) => told.push(event),
      complete() {},
    });
    task.onOpen(() => task.send({ data: 'a secret' }));
    task.onMessage(() => task.close());
    await new Promise((resolve) => task.onClose(resolve));
    return told;
  });
  const kinds = result.map(({ kind, detail }) => `${kind} ${detail}`);
  for (const expected of [
    'command open a socket: attempt 1',
    'signal opened',
    'event open',
    'sent size 8',
    'received size 8',
    'command close with 1000',
    'signal closed with 1000, clean',
    'event close: 1000, clean',
  ]) {
    assert.equal(kinds.filter((kind) => kind === expected).length, 1, `${expected}, once, in\n${kinds.join('\n')}`);
  }
  assert.ok(
    kinds.some((kind) => /^alarm in \d+ ms$/.test(kind)),
    kinds.join('\n'),
  );
  assert.ok(result.every(({ id, at }) => id === '1' && typeof at === 'number'));
  assert.doesNotMatch(JSON.stringify(result), /secret/);
});

test('`debug` is told of losses, and of what follows from them, in words', async () => {
  const { result } = await inPage(async (ws) => {
    const { uni } = await import('/pkg/dist/development/index.js');
    const ways = ['reset', 'refuse', 'silent', 'close?code=4001&reason=over'];
    const told = [];
    const task = uni.connectSocket({
      url: () => `${ws}/${ways.shift()}`,
      reconnect: { initialDelay: 20, jitter: 'none', factor: 1 },
      heartbeat: { interval: 20, timeout: 200 },
      queue: { maxMessages: 1, overflow: 'dropOldest' },
      debug: ({ kind, detail }) => told.push(`${kind} ${detail}`),
      complete() {},
    });
    for (const data of ['first', 'second']) task.send({ data }).catch(() => {});
    await new Promise((resolve) => task.onClose(resolve));
    return told;
  });
  // How often is up to the clock.
  const ASK = 'command send the heartbeat';
  assert.ok(result.includes(ASK));
  assert.deepEqual(
    result.filter((line) => line !== ASK && !/^alarm in \d+ ms$/.test(line)),
    [
      'command open a socket: attempt 1',
      'command fail a message: the queue is over its limit',
      'signal opened',
      'event open',
      'sent size 6',
      'signal closed with 1006, not clean',
      'event shouldReconnect? failure 1 in a row: 1006, not clean',
      'event reconnecting: attempt 1 in 20 ms after 1006, not clean',
      'command open a socket: attempt 2',
      'signal failed',
      'command let go of the socket',
      'event shouldReconnect? failure 2 in a row: 1006, not clean',
      'event reconnecting: attempt 2 in 20 ms after the connection could not be established',
      'command open a socket: attempt 3',
      'signal opened',
      'event open, again',
      'command let go of the socket',
      'event shouldReconnect? failure 3 in a row: 4408, not clean',
      'event reconnecting: attempt 3 in 20 ms after heartbeat timeout',
      'command open a socket: attempt 4',
      'signal opened',
      'event open, again',
      'signal closed with 4001 "over", clean',
      'event shouldReconnect? failure 4 in a row: 4001 "over", clean',
      'event close: 4001 "over", clean',
      'alarm off',
    ],
  );
});

test('`debug` may call any function, whatever it is told of', async () => {
  const { result } = await inPage(async (ws) => {
    const { uni } = await import('/pkg/dist/development/index.js');
    const seen = {};
    let task;
    const debug = ({ kind }) => {
      seen[kind] = task && task.stats().messagesSent + task.readyState;
    };
    task = uni.connectSocket({ url: `${ws}/echo`, debug, complete() {} });
    task.onOpen(() => task.send({ data: 'hello' }));
    task.onMessage(() => task.close());
    await new Promise((resolve) => task.onClose(resolve));
    return Object.keys(seen).sort();
  });
  assert.deepEqual(result, ['alarm', 'command', 'event', 'received', 'sent', 'signal']);
});

test('`debug: true` is the console, also from configure; anything else is a plain failure', async () => {
  const { result, lines } = await inPage(async (ws) => {
    const { uni, configure } = await import('/pkg/dist/development/index.js');
    await configure({ debug: true });
    const task = uni.connectSocket({ url: `${ws}/echo`, complete() {} });
    await new Promise((resolve) => task.onOpen(resolve));
    task.close();
    return uni.connectSocket({ url: `${ws}/echo`, debug: 1 }).catch(({ errMsg }) => errMsg);
  });
  assert.match(result, /^connectSocket:fail Invalid args: type check failed for args "debug"\. Expected Boolean, Function/);
  assert.ok(lines.includes('debug: uni-socket #1 command: open a socket: attempt 1'), lines.join('\n'));
});

test('the other builds know nothing of it', async () => {
  const { result, lines } = await inPage(async (ws) => {
    const { uni } = await import('/pkg/dist/index.js');
    const task = uni.connectSocket({ url: `${ws}/echo`, debug: true, headers: {}, complete() {} });
    await new Promise((resolve) => task.onOpen(resolve));
    task.close();
    return task.id;
  });
  assert.deepEqual([result, lines], ['1', []]);
});
