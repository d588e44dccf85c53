// What becomes of a message between the peer's close and the host's word of it? A browser takes it without a word and drops it
// (WebSocket.send, CLOSING); on a stub of a socket. That real browsers are never given one the soak sees.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { init, uni, useHost } from 'uni-socket/slim';
import { next } from '../support/events.js';
import { StubSocket } from '../support/stub-socket.js';

const CLOSING = 2;

before(async () => {
  useHost({ WebSocket: StubSocket });
  await init(readFileSync(new URL('../../pkg/dist/uni-socket.wasm', import.meta.url)));
});

/** A task whose peer has closed the connection, and the socket under it. */
function left(options) {
  const task = uni.connectSocket({ url: 'ws://127.0.0.1/', closeTimeout: 1, complete() {}, ...options });
  const socket = StubSocket.last;
  socket.onopen();
  socket.readyState = CLOSING;
  return { task, socket };
}

/** The host says that the peer has closed it; the next attempt is open. */
async function comeBack(task, socket) {
  const reconnecting = next(task, 'reconnecting');
  socket.onclose({ code: 1001, reason: '', wasClean: true });
  await reconnecting;
  while (StubSocket.last === socket) await new Promise((resolve) => setTimeout(resolve, 1));
  StubSocket.last.onopen();
  return StubSocket.last;
}

test('DELIVERY QUEUE-1 it waits for the next connection, in its order', async () => {
  const { task, socket } = left({ queue: true, reconnect: { initialDelay: 0 } });
  const sent = ['a', 'b'].map((data) => task.send({ data }));
  assert.deepEqual([socket.sent, task.stats().queuedMessages, task.stats().messagesSent], [0, 2, 0]);
  const another = await comeBack(task, socket);
  await Promise.all(sent);
  assert.deepEqual([socket.sent, another.sent, task.stats().messagesSent], [0, 2, 2]);
  await task.send({ data: 'c' });
  assert.equal(another.sent, 3);
  task.close();
});

test('DELIVERY SEND-2 without a queue it fails, and so does a volatile one', async () => {
  const plain = left();
  const queued = left({ queue: true });
  for (const [{ task, socket }, wish] of [
    [plain, {}],
    [queued, { volatile: true }],
  ]) {
    const errMsg = 'sendSocketMessage:fail SocketTask.readyState is not OPEN';
    await assert.rejects(task.send({ data: 'x', ...wish }), { errCode: 10002, errMsg });
    assert.equal(socket.sent, 0);
    task.close();
  }
});

test('DELIVERY FLOW one that waited for a full host fails, those behind it wait on', async () => {
  const { task, socket } = left({ queue: true, highWaterMark: 2, reconnect: { initialDelay: 0 } });
  socket.readyState = undefined;
  socket.bufferedAmount = 2;
  await task.send({ data: 'x' });
  const waiting = ['a', 'b'].map((data) => task.send({ data }));
  const drain = next(task, 'drain');
  Object.assign(socket, { bufferedAmount: 0, readyState: CLOSING });
  await drain;
  await assert.rejects(waiting[0], { errCode: 10002 });
  assert.deepEqual([socket.sent, task.stats().queuedMessages], [1, 1]);
  const another = await comeBack(task, socket);
  await waiting[1];
  assert.equal(another.sent, 1);
  task.close();
});
