// What does a message cost, counted exactly? On a stub of a socket, with the module that is shipped: crossings between
// JavaScript and WebAssembly, allocations, and what is left of ten thousand connections. Times are for `cargo xtask bench`.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { init, uni, useHost } from 'uni-socket/slim';
import { StubSocket } from '../support/stub-socket.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const binaryen = join(dirname(createRequire(import.meta.url).resolve('binaryen/package.json')), 'bin');

const crossings = { into: 0, out: 0 };
let entered = new Set();
let memory;
/** What is entered when the glue asks the module for memory. */
let allocators;

/** The functions that were entered while `action` ran, by number. */
function enteredDuring(action) {
  entered = new Set();
  action();
  const during = entered;
  entered = new Set();
  return during;
}

function crossingsDuring(action) {
  Object.assign(crossings, { into: 0, out: 0 });
  action();
  return { ...crossings };
}

const counted = (functions, direction) =>
  Object.fromEntries(
    Object.entries(functions).map(([name, member]) => {
      if (typeof member !== 'function') return [name, member];
      const count = (...args) => {
        crossings[direction] += 1;
        return member(...args);
      };
      return [name, count];
    }),
  );

/** Starts the shipped module, with a note of each function that is entered and each call that crosses. */
before(async () => {
  const noted = join(ROOT, 'target/package/noted.wasm');
  const shipped = join(ROOT, 'pkg/dist/uni-socket.wasm');
  execFileSync(process.execPath, [join(binaryen, 'wasm-opt'), '--log-execution', shipped, '-o', noted]);
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (module, { a }) => {
    const noting = { log_execution: (id) => entered.add(id) };
    const { exports } = await instantiate(module, { a: { ...counted(a, 'out'), ...noting } });
    memory = Object.values(exports).find((member) => member instanceof WebAssembly.Memory);
    allocators = enteredDuring(() => exports[nameOfMalloc()](8, 8));
    return { exports: counted(exports, 'into') };
  };
  useHost({ WebSocket: StubSocket });
  await init(readFileSync(noted));
  WebAssembly.instantiate = instantiate;
});

/** As the glue calls it, for the one array that it hands over. */
function nameOfMalloc() {
  const glue = readFileSync(join(ROOT, 'target/package/production/uni_socket_bg.js'), 'utf8');
  return /passArrayF64ToWasm0\(\w+, wasm\.(\w+)\)/.exec(glue)[1];
}

function open(options) {
  const task = uni.connectSocket({ url: 'ws://127.0.0.1/', complete() {}, ...options });
  const socket = StubSocket.last;
  socket.onopen();
  return { task, socket };
}

const PAYLOADS = { '64 B of text': 'x'.repeat(64), '1 MiB of text': 'x'.repeat(2 ** 20), '1 MiB': new ArrayBuffer(2 ** 20) };

for (const [name, data] of Object.entries(PAYLOADS)) {
  test(`a message received, ${name}: one crossing, and nothing is allocated`, () => {
    const { task, socket } = open();
    let heard;
    task.onMessage((event) => (heard = event.data));
    assert.deepEqual(
      crossingsDuring(() => socket.onmessage({ data })),
      { into: 1, out: 0 },
    );
    assert.equal(heard, data, 'the very value of the host');
    assertNoAllocation(() => socket.onmessage({ data }));
    task.close();
  });

  test(`a message sent, ${name}: one crossing, and nothing is allocated`, () => {
    const { task, socket } = open();
    assert.deepEqual(
      crossingsDuring(() => task.send({ data })),
      { into: 1, out: 0 },
    );
    assertNoAllocation(() => task.send({ data }));
    assert.equal(socket.sent, 1_001);
    task.close();
  });
}

test('a message to the global listeners, and one of the current task, cost no more', () => {
  const { task, socket } = open();
  uni.onSocketMessage(() => {});
  assert.deepEqual(
    crossingsDuring(() => socket.onmessage({ data: 'x' })),
    { into: 1, out: 0 },
  );
  assert.deepEqual(
    crossingsDuring(() => uni.sendSocketMessage({ data: 'x' })),
    { into: 1, out: 0 },
  );
  uni.offSocketMessage();
  task.close();
});

test('a message that `isReply` says is no answer: a second crossing, which asks whether it has closed the task', () => {
  const { task, socket } = open({ heartbeat: { isReply: () => false } });
  assert.deepEqual(
    crossingsDuring(() => socket.onmessage({ data: 'x' })),
    { into: 2, out: 0 },
  );
  assertNoAllocation(() => socket.onmessage({ data: 'x' }));
  task.close();
});

test('what allocates is known, or the tests above would show nothing', () => {
  const connected = enteredDuring(() => open().task.close());
  assert.ok(
    [...allocators].some((id) => connected.has(id)),
    'a connection does allocate',
  );
});

test('ten thousand connections leave the memory of the module as it was', () => {
  const cycles = (count) => {
    for (let i = 0; i < count; i++) {
      const { task, socket } = open({ reconnect: i % 2 === 0, queue: true });
      socket.onmessage({ data: 'x' });
      task.close();
      socket.onclose({ code: 1000, reason: '', wasClean: true });
    }
  };
  cycles(100);
  const size = memory.buffer.byteLength;
  cycles(10_000);
  assert.equal(memory.buffer.byteLength, size);
});

function assertNoAllocation(action) {
  const many = () => {
    for (let i = 0; i < 1_000; i++) action();
  };
  assert.deepEqual(
    [...enteredDuring(many)].filter((id) => allocators.has(id)),
    [],
  );
}
