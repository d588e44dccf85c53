// Does what the guides say of their examples hold, also where something goes wrong? The programs are those of the pages, the
// server at wss://example.com is played here.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { openPage } from './support/page.mjs';
import { programsOf } from './support/pages.mjs';
import { echo } from './support/peer.mjs';
import { browser, peer } from './support/stage.mjs';

/** The program at that place of a guide, with other words in the place of some of its own. */
function program(guide, place, words = {}) {
  const { code } = programsOf(`docs/guides/${guide}.md`)[place];
  return Object.entries(words).reduce((text, [from, to]) => {
    assert.ok(text.includes(from), `${guide} has no ${from}`);
    return text.replace(from, to);
  }, code);
}

/** Starts `code` in a page of its own; resolves what `openPage` does, with `exports`, what the program exports. */
async function started(t, ...code) {
  const opened = await openPage(browser, peer);
  t.after(() => opened.close());
  return { ...opened, exports: await opened.start(code.join('\n')) };
}

const SOON = { 'reconnect: true': 'reconnect: { initialDelay: 10 }' };
const isPatient = { timeout: 60_000 };

test('tokens: another one after 4001, a rejection and a refused handshake; 4003 is the end', isPatient, async (t) => {
  const tokens = ['stale', undefined, 'refused', 'fresh'];
  const part = (socket, place) =>
    socket.close(
      ...[
        [4001, 'expired'],
        [4003, 'blocked'],
      ][place],
    );
  peer.play(part, (url) => url.includes('refused') && 401);
  const code = program('tokens', 0, { 'reconnect: {': 'reconnect: { initialDelay: 10,' });
  const { lines } = await started(
    t,
    `const tokens = ${JSON.stringify(tokens)};`,
    `globalThis.freshToken = async () => tokens.shift() ?? Promise.reject(new Error('no session'));`,
    code,
  );
  const [expired, rejected, refused, blocked] = await lines(4);
  assert.deepEqual(
    [expired, refused, blocked],
    ['again, after 4001 undefined', 'again, after 1006 undefined', 'over 4003 blocked'],
  );
  assert.match(rejected, /^again, after 1006 Error: no session/);
  assert.deepEqual(peer.urls(), ['/socket?token=stale', '/socket?token=fresh']);
});

test('tokens: one that never comes is a failed attempt; `close()` while it is asked for ends it', isPatient, async (t) => {
  peer.play();
  const code = program('tokens', 0, { 'fail: console.error': 'timeout: 50, fail: console.error' });
  const { lines } = await started(
    t,
    code,
    'globalThis.freshToken = () => new Promise(() => {});',
    'task.onReconnecting(({ cause }) => {',
    '  console.log(cause.error.errCode);',
    '  globalThis.freshToken = async () => task.close();',
    '});',
  );
  assert.deepEqual(await lines(3), ['again, after 1006 undefined', '609002', 'over 1006 ']);
  assert.deepEqual(peer.urls(), []);
});

test('tokens: what is sent as volatile in `onOpen` comes before what waits', isPatient, async (t) => {
  peer.play();
  await started(t, program('tokens', 1), `task.send({ data: 'waits' });`);
  assert.deepEqual(await peer.messages(0, 2), ['{"token":"fresh"}', 'waits']);
});

test('tokens: as a subprotocol; one that is no token is 600009', isPatient, async (t) => {
  peer.play();
  const code = program('tokens', 2, { 'uni.connectSocket': 'const task = uni.connectSocket' });
  await started(t, code);
  assert.deepEqual((await peer.connection()).protocols.split(/, */), ['chat', 'fresh']);
  const { lines } = await started(
    t,
    `globalThis.freshToken = async () => 'YQ==';`,
    code,
    'task.onReconnecting(({ cause }) => console.log(cause.error.errCode));',
  );
  assert.deepEqual(await lines(1), ['600009']);
});

const BEATS = { '25_000': '50', '60_000': '50' };

test('heartbeats: a peer that is silent is left, and is not told 4408', isPatient, async (t) => {
  peer.play(() => {});
  const code = program('heartbeats', 0, { ...BEATS, '10_000': '50', ...SOON });
  const { line } = await started(t, code, 'task.onReconnecting(({ cause }) => console.log(cause.code, cause.error.errCode));');
  await line(/^4408 609002$/);
  const { closed } = await peer.connection(0);
  await peer.connection(1);
  assert.notEqual((await closed).code, 4408);
});

test('heartbeats: any message is a sign of life; answers tell the time there and back', isPatient, async (t) => {
  peer.play((socket) => socket.on('message', () => socket.send('news')));
  const code = program('heartbeats', 0, BEATS);
  await started(t, code);
  await peer.messages(0, 5);
  assert.equal(peer.urls().length, 1);
  peer.play();
  const { line } = await started(t, code);
  await line(/^there and back in [\d.]+ ms$/);
});

test('offline-queue: what waits goes out on the next connection, behind what `onOpen` sends', isPatient, async (t) => {
  peer.play();
  const { page, exports } = await started(t, program('offline-queue', 0, SOON), 'export { say, task };');
  assert.deepEqual(await peer.messages(0, 1), ['hello']);
  const lost = exports.evaluate(({ task }) => new Promise((resolve) => task.onReconnecting(() => resolve())));
  // Heard before the connection is lost.
  await page.evaluate(() => {});
  (await peer.connection(0)).socket.terminate();
  await lost;
  await exports.evaluate(({ say }) => ['one', 'two'].forEach((text) => void say(text)));
  assert.deepEqual(await peer.messages(1, 3), ['subscribe', 'one', 'two']);
});

const SHOWN = 'globalThis.show = (...words) => console.log(...words);';
const isDown = () => 503;

test('offline-queue: no room, and too old', isPatient, async (t) => {
  peer.play(echo, isDown);
  const full = await started(t, SHOWN, program('offline-queue', 0, { 500: '2' }), `say('a');`, `say('b');`);
  assert.deepEqual(await full.lines(1), ['hello sendSocketMessage:fail the queue is over its limit']);
  const old = await started(t, SHOWN, program('offline-queue', 0, { '10 * 60_000': '20' }));
  assert.deepEqual(await old.lines(1), ['hello too old']);
});

test('offline-queue: the next page sends what this one could not', isPatient, async (t) => {
  let down = true;
  peer.play(echo, () => down && 503);
  const { page, start } = await started(t, program('offline-queue', 0), `say('unsent');`);
  await page.goto('https://example.com/');
  // Not earlier: the page before would connect again, and send it itself.
  down = false;
  await start(program('offline-queue', 0));
  // Its own, and then what is left of the page before.
  assert.deepEqual(await peer.messages(0, 3), ['hello', 'hello', 'unsent']);
});

test('offline-queue: what was not confirmed is sent again, by the same id', isPatient, async (t) => {
  peer.play((socket, place) =>
    socket.on('message', (data) => {
      if (place === 0) socket.terminate();
      else socket.send(JSON.stringify({ confirmed: JSON.parse(data).id }));
    }),
  );
  const { page, exports } = await started(t, program('offline-queue', 1, SOON), 'export { unconfirmed };');
  const [first] = await peer.messages(0, 1);
  assert.deepEqual(await peer.messages(1, 1), [first]);
  await page.waitForFunction(({ unconfirmed }) => unconfirmed.size === 0, exports);
});

/** More than what the two systems between page and peer take in. */
const LARGE = 32 * 1024 * 1024;
const bytes = new Uint8Array(LARGE).map((_, at) => at % 251);
const FILE = `globalThis.file = new File([new Uint8Array(${LARGE}).map((_, at) => at % 251)], 'large');`;
const hash = (parts) => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest('hex');

test('uploads: no more than the mark and one part are in memory, and all of it arrives', isPatient, async (t) => {
  peer.play((socket) => {
    socket.send('{"size":0}');
    socket.pause();
  });
  const { page, exports } = await started(
    t,
    FILE,
    program('uploads', 0),
    'globalThis.peak = 0;',
    'globalThis.showProgress = () => (globalThis.peak = Math.max(globalThis.peak, task.bufferedAmount));',
    'export { task };',
  );
  await page.waitForFunction(({ task }) => task.stats().queuedMessages === 1, exports);
  const { socket, received, closed } = await peer.connection();
  socket.resume();
  assert.equal((await closed).code, 1000);
  assert.equal(hash(received), hash([bytes]));
  const peak = await page.evaluate(() => globalThis.peak);
  // Text of a heading: 1 MiB, and 64 KiB.
  assert.ok(peak > 512 * 1024 && peak <= 1024 * 1024 + 64 * 1024, `${peak}`);
});

test('uploads: after a break the part that waits fails, and it goes on where the server is', isPatient, async (t) => {
  const stored = [];
  const size = () => stored.reduce((sum, part) => sum + part.length, 0);
  peer.play((socket, place) => {
    socket.send(JSON.stringify({ size: size() }));
    socket.on('message', (data) => {
      stored.push(data);
      if (place === 0 && size() >= 2 * 1024 * 1024) socket.terminate();
    });
  });
  const { lines } = await started(
    t,
    FILE,
    program('uploads', 0),
    'globalThis.showFailure = (words) => {',
    '  console.log(words);',
    '  task.reconnect();',
    '};',
  );
  const [words] = await lines(1);
  assert.match(words, /^sendSocketMessage:fail (the connection was closed|SocketTask\.readyState is not OPEN)$/);
  assert.equal((await (await peer.connection(1)).closed).code, 1000);
  assert.equal(hash(stored), hash([bytes]));
});

test('porting: the page of a uni-app hears what it heard there', isPatient, async (t) => {
  peer.play();
  const { lines } = await started(t, program('porting', 0));
  assert.deepEqual(await lines(3), ['accepted', 'received hello', 'closed 1000']);
});

test('porting: a listener that is taken off hears nothing more', isPatient, async (t) => {
  peer.play();
  const { lines, said, exports } = await started(t, program('porting', 1), 'export { uni };');
  await exports.evaluate(({ default: page, uni }) => {
    page.onLoad();
    const task = uni.connectSocket({ url: 'wss://example.com/socket', fail: console.error });
    task.onOpen(() => task.send({ data: 'one' }));
  });
  assert.deepEqual(await lines(1), ['received one']);
  const heard = exports.evaluate(({ default: page, uni }) => {
    page.onUnload();
    const task = uni.connectSocket({ url: 'wss://example.com/socket', fail: console.error });
    task.onOpen(() => task.send({ data: 'two' }));
    return new Promise((resolve) => task.onMessage(({ data }) => resolve(data)));
  });
  assert.equal(await heard, 'two');
  assert.deepEqual(said, ['received one']);
});

for (const [name, theirs, ours, count] of [
  ['reconnecting-websocket', 0, 1, 2],
  ['partysocket', 2, 3, 0],
]) {
  test(`migrating: server and page see the same of ${name} and of what it becomes`, isPatient, async (t) => {
    const seen = [];
    for (const place of [theirs, ours]) {
      peer.play();
      const { lines } = await started(t, program('migrating', place));
      const received = await peer.messages(0, 1);
      const { url, protocols } = await peer.connection();
      seen.push({ url, protocols, received, said: await lines(count) });
    }
    assert.deepEqual(seen[1], seen[0]);
  });
}
