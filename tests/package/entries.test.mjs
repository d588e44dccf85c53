// How does the package come alive in a page? The default entry, its fallback to the JavaScript core for each reason that
// there is, calls made before it is there, and the script tag.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engines } from '../support/engines.mjs';
import { browser, server } from '../support/stage.mjs';

const CORE_AS_JS = '**/pkg/dist/core-as-js.js';

/** Runs `use` in a page of tests/package/pages; fails if anything was thrown past it. */
async function inPage({ name = 'empty', before = () => {}, route }, use) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  if (route) await page.route(...route);
  await page.addInitScript(before);
  await page.goto(`${server.http}/tests/package/pages/${name}.html`);
  const result = await page.evaluate(use, server.http.replace('http', 'ws'));
  await context.close();
  assert.deepEqual(errors, []);
  return result;
}

/** In the page: exchanges a message with calls that do not wait for `ready`, and tells what it saw. */
async function exchange(ws) {
  const { uni, backend, ready } = await import('/pkg/dist/index.js');
  const seen = [];
  const atOnce = backend ?? 'none';
  const task = uni.connectSocket({ url: `${ws}/echo`, success: ({ errMsg }) => seen.push(errMsg) });
  seen.push(`readyState ${task.readyState}`);
  task.send({ data: 'too early', fail: ({ errMsg }) => seen.push(errMsg) });
  const closed = new Promise((resolve) => task.onClose(resolve));
  task.onOpen(() => {
    seen.push('open');
    task.send({ data: 'hello' });
  });
  task.onMessage(({ data }) => {
    seen.push(data);
    task.close();
  });
  await closed;
  await ready;
  return { atOnce, later: (await import('/pkg/dist/index.js')).backend, seen };
}

const SEEN = ['readyState 0', 'connectSocket:ok', 'sendSocketMessage:fail SocketTask.readyState is not OPEN', 'open', 'hello'];

test('the default entry is WebAssembly, on the next line', async () => {
  assert.deepEqual(await inPage({}, exchange), { atOnce: 'wasm', later: 'wasm', seen: SEEN });
});

for (const engine of ['firefox', 'webkit']) {
  test(`so it is in ${engine}`, async () => {
    const page = await engines[engine]();
    try {
      await page.goTo(`${server.http}/tests/package/pages/empty.html`);
      const seen = await page.run(exchange, server.http.replace('http', 'ws'));
      assert.deepEqual(seen, { atOnce: 'wasm', later: 'wasm', seen: SEEN });
      await page.goTo(`${server.http}/tests/package/pages/script-tag.html`);
      assert.deepEqual(await page.run(() => window.seen), ['function', true, 'wasm']);
    } finally {
      await page.close();
    }
  });
}

test("a CSP with 'wasm-unsafe-eval' is enough", async () => {
  assert.deepEqual(await inPage({ name: 'csp-with-wasm' }, exchange), { atOnce: 'wasm', later: 'wasm', seen: SEEN });
});

test("without 'wasm-unsafe-eval' the JavaScript core takes over, with the calls made so far", async () => {
  assert.deepEqual(await inPage({ name: 'csp-without-wasm' }, exchange), { atOnce: 'none', later: 'js', seen: SEEN });
});

test('so it does where a module may not be compiled synchronously (Chrome before 114)', async () => {
  const before = () => {
    WebAssembly.Module = function Module() {
      throw new RangeError('WebAssembly.Compile is disallowed on the main thread');
    };
  };
  assert.deepEqual(await inPage({ before }, exchange), { atOnce: 'none', later: 'js', seen: SEEN });
});

test('so it does where there is no WebAssembly', async () => {
  const before = () => delete globalThis.WebAssembly;
  assert.deepEqual(await inPage({ before }, exchange), { atOnce: 'none', later: 'js', seen: SEEN });
});

test('the JavaScript core is loaded only where it is needed', async () => {
  const requests = [];
  const route = [CORE_AS_JS, (request) => requests.push(request.request().url()) && request.continue()];
  await inPage({ route }, exchange);
  assert.deepEqual(requests, []);
});

test('where no core can be loaded every call fails, those recorded and those to come', async () => {
  const before = () => delete globalThis.WebAssembly;
  const route = [CORE_AS_JS, (request) => request.abort()];
  const seen = await inPage({ before, route }, async (ws) => {
    const { uni, ready } = await import('/pkg/dist/index.js');
    const task = uni.connectSocket({ url: `${ws}/echo`, complete() {} });
    const why = ({ errMsg, errCode, cause }) => [errMsg, errCode, cause instanceof Error];
    const recorded = await uni.connectSocket({ url: `${ws}/echo` }).catch(why);
    await ready.catch(() => {});
    const later = await uni.closeSocket().catch(why);
    return { recorded, later, readyState: task.readyState, state: task.stats().state };
  });
  assert.deepEqual(seen, {
    recorded: ['connectSocket:fail uni-socket could not be loaded', 602001, true],
    later: ['closeSocket:fail uni-socket could not be loaded', 602001, true],
    readyState: 3,
    state: 'closed',
  });
});

test('while the core is loading a task answers as one that connects', async () => {
  const before = () => delete globalThis.WebAssembly;
  const seen = await inPage({ before }, async (ws) => {
    const { uni, ready } = await import('/pkg/dist/index.js');
    const task = uni.connectSocket({ url: `${ws}/echo`, complete() {} });
    const early = task.stats();
    task.reconnect();
    const bufferedAmount = task.bufferedAmount;
    await ready;
    const late = task.stats();
    task.close();
    return { early, bufferedAmount, sameFields: Object.keys(early).join() === Object.keys(late).join(), late: late.state };
  });
  assert.equal(seen.early.state, 'connecting');
  assert.deepEqual({ ...seen, early: undefined }, { early: undefined, bufferedAmount: 0, sameFields: true, late: 'connecting' });
});

/** In the page: exchanges a message over the slim entry, started from what `window.given` names. */
async function exchangeSlim(ws) {
  const { uni, init, ready } = await import('/pkg/dist/slim.js');
  const task = uni.connectSocket({ url: `${ws}/echo`, complete() {} });
  const heard = new Promise((resolve) => task.onMessage(resolve));
  task.onOpen(() => task.send({ data: 'hello' }));
  const address = '/pkg/dist/uni-socket.wasm';
  const sources = {
    address: () => address,
    url: () => new URL(address, location),
    response: () => fetch(address),
    bytes: async () => (await fetch(address)).arrayBuffer(),
    module: async () => WebAssembly.compile(await (await fetch(address)).arrayBuffer()),
  };
  await init(sources[window.given]());
  await ready;
  const { data } = await heard;
  task.close();
  return [data, (await import('/pkg/dist/slim.js')).backend];
}

for (const given of ['address', 'url', 'response', 'bytes', 'module']) {
  test(`the slim entry starts from what it is given: ${given}`, async () => {
    const before = { content: `window.given = '${given}'` };
    assert.deepEqual(await inPage({ before }, exchangeSlim), ['hello', 'wasm']);
  });
}

test('where the slim entry cannot start calls fail, until it can', async () => {
  const seen = await inPage({}, async (ws) => {
    const { uni, init } = await import('/pkg/dist/slim.js');
    const recorded = uni.connectSocket({ url: `${ws}/echo` }).catch(({ errMsg }) => errMsg);
    const why = await init('/pkg/dist/nothing.wasm').catch(({ message }) => message.replace(location.origin, ''));
    const failed = await recorded;
    await init('/pkg/dist/uni-socket.wasm');
    const { socketTask } = await uni.connectSocket({ url: `${ws}/echo` });
    socketTask.close();
    return [failed, why];
  });
  assert.deepEqual(seen, ['connectSocket:fail uni-socket could not be loaded', '/pkg/dist/nothing.wasm answers 404']);
});

test('useHost() takes another class in the place of WebSocket, and nothing else', async () => {
  const seen = await inPage({}, async (ws) => {
    const { uni, useHost } = await import('/pkg/dist/index.js');
    const wrong = [undefined, {}, { WebSocket: 'no class' }].map((host) => {
      try {
        return useHost(host);
      } catch (error) {
        return error instanceof TypeError;
      }
    });
    const made = [];
    class Other extends WebSocket {
      constructor(...given) {
        made.push(given);
        super(...given);
      }
    }
    useHost({ WebSocket: Other });
    const task = uni.connectSocket({ url: `${ws}/echo`, complete() {} });
    await new Promise((resolve) => task.onOpen(resolve));
    task.close();
    return [wrong, made.length, made[0][0] === `${ws}/echo`];
  });
  assert.deepEqual(seen, [[true, true, true], 1, true]);
});

test('without a WebSocket every connection is a plain failure', async () => {
  const before = () => delete globalThis.WebSocket;
  const seen = await inPage({ before }, async (ws) => {
    const { uni } = await import('/pkg/dist/index.js');
    const failure = await uni.connectSocket({ url: `${ws}/echo`, reconnect: true }).catch((error) => error);
    return [failure.errMsg, failure.errCode];
  });
  assert.deepEqual(seen, ['connectSocket:fail there is no WebSocket here: give one with useHost()', 602001]);
});

test('the script tag gives `uni` and `uniSocket` on the next line', async () => {
  assert.deepEqual(await inPage({ name: 'script-tag' }, () => window.seen), ['function', true, 'wasm']);
});

test('the script tag falls back as well', async () => {
  const before = () => delete globalThis.WebAssembly;
  const echoed = await inPage({ name: 'script-tag', before }, async (ws) => {
    const task = uni.connectSocket({ url: `${ws}/echo`, complete() {} });
    const heard = new Promise((resolve) => task.onMessage(resolve));
    task.onOpen(() => task.send({ data: uniSocket.backend }));
    const { data } = await heard;
    task.close();
    return data;
  });
  assert.equal(echoed, 'js');
});

test('a page keeps its `uni` until it calls install()', async () => {
  const seen = await inPage({ name: 'script-tag-beside-uni' }, () => {
    const kept = uni.connectSocket;
    const returned = uniSocket.install();
    const other = uniSocket.install({ own: 1 });
    return [kept, returned === uni, uni.connectSocket === uniSocket.uni.connectSocket, uni.request, Object.keys(other).length];
  });
  assert.deepEqual(seen, ['theirs', true, true, 'theirs', 12]);
});

test("a uni-app page's own networkTimeout is the default", async () => {
  const before = () => {
    globalThis.__uniConfig = { networkTimeout: { connectSocket: 50 } };
  };
  const seen = await inPage({ before }, async (ws) => {
    const { uni } = await import('/pkg/dist/index.js');
    const task = uni.connectSocket({ url: `${ws}/hang`, complete() {} });
    return new Promise((resolve) => task.onError(({ errMsg, errCode }) => resolve([errMsg, errCode])));
  });
  assert.deepEqual(seen, ['connectSocket:fail timeout', 609002]);
});
