// What does the package do for a simulated host that no rule of the contract says?

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startServer } from '../support/server.mjs';
import { next, opened } from '../support/events.js';
import { createSimulation } from './simulated/simulation.mjs';

const FOLDER = fileURLToPath(new URL('../../pkg/dist', import.meta.url));
const ENTRY = '/mp/index.js';
const TIMED_OUT = 609002;
const LIMIT_REACHED = 609004;
const INVALID = 600009;
const A_DAY = 86_400_000;

let server;

before(async () => {
  server = await startServer();
});

after(() => server?.stop());

const url = (path, parameters) => `${server.https.replace(/^http/, 'ws')}${path}?${new URLSearchParams(parameters)}`;

const observe = async (tag) => (await fetch(`${server.http}/observe?tag=${tag}`)).json();

/** A page of the package on the host `name`; gone when the test ends. */
function open(t, name) {
  const simulation = createSimulation(name, { folder: FOLDER });
  t.after(() => simulation.end());
  const library = simulation.require(ENTRY);
  const connect = (options) => library.uni.connectSocket({ complete() {}, ...options });
  return { ...simulation, library, connect };
}

/** What goes to the console of the page from now on. */
function warnings({ console }) {
  const lines = [];
  console.warn = (...line) => lines.push(line.join(' '));
  return lines;
}

const handshakeOf = async (task) => JSON.parse((await next(task, 'message')).data);

for (const [name, limit] of [
  ['weixin', 5],
  ['alipay', 5],
  ['alipay-single', 1],
  ['toutiao', 5],
  ['baidu', 5],
  ['qq', 5],
]) {
  test(`CONN-8 ${name}: one more than ${limit} fails before the host is asked, and there is room again when one is closed`, async (t) => {
    const { library, connect } = open(t, name);
    const tag = `limit-${name}`;
    const tasks = Array.from({ length: limit }, () => connect({ url: url('/echo', { tag }) }));
    const { errCode } = await library.uni.connectSocket({ url: url('/echo', { tag }) }).catch((error) => error);
    assert.equal(errCode, LIMIT_REACHED);
    await Promise.all(tasks.map(opened));
    assert.equal((await observe(tag)).handshakes, limit);
    const closed = next(tasks[0], 'close');
    tasks[0].close();
    await closed;
    await opened(connect({ url: url('/echo', { tag }) }));
  });
}

test('CONN-6 header goes to the host without Referer, whatever its letters', async (t) => {
  const { realm, connect } = open(t, 'weixin');
  const { connectSocket } = realm.wx;
  let given;
  realm.wx.connectSocket = (options) => {
    given = options.header;
    return connectSocket(options);
  };
  const header = { 'x-token': 'secret', rEferer: 'https://example.com/' };
  const { headers } = await handshakeOf(connect({ url: url('/headers'), header }));
  assert.deepEqual({ ...given }, { 'x-token': 'secret' });
  assert.equal(headers['x-token'], 'secret');
});

test('CONN-6 a header field that would be more than one is refused before the host is asked, and not repeated', async (t) => {
  const { realm, library } = open(t, 'weixin');
  let asked = 0;
  realm.wx.connectSocket = () => (asked += 1);
  for (const header of [
    { 'x-token': 'secret\r\nx-admin: 1' },
    { 'x-token': 'secret\n' },
    { 'x\r\ny': 'secret' },
    { 'x y': 'secret' },
    { x: 'secret\0' },
  ]) {
    const error = await library.uni.connectSocket({ url: url('/echo'), header }).catch((failure) => failure);
    assert.equal(error.errCode, INVALID);
    assert.doesNotMatch(`${error.errMsg} ${error.cause}`, /secret/);
  }
  assert.equal(asked, 0);
});

test('CONN-4 an address that is refused is not repeated: it may hold a secret', async (t) => {
  const { library } = open(t, 'weixin');
  for (const wrong of ['wss://user:secret@example.com/', 'https://example.com/?token=secret', 'wss://example.com/#secret']) {
    const error = await library.uni.connectSocket({ url: wrong }).catch((failure) => failure);
    assert.equal(error.errCode, INVALID);
    assert.doesNotMatch(`${error.errMsg} ${error.cause}`, /secret/);
  }
});

test('CONN-6 what a host does not know is left out, and said once, with its name and that of the host', async (t) => {
  const { realm, connect } = open(t, 'alipay');
  const lines = warnings(realm);
  for (let time = 0; time < 2; time++) {
    await opened(
      connect({
        url: url('/echo'),
        header: { 'x-token': 'secret' },
        method: 'POST',
        tcpNoDelay: true,
        forceCellularNetwork: false,
      }),
    );
  }
  assert.equal(lines.length, 2);
  assert.match(lines[0], /Alipay.*"method"/);
  assert.match(lines[1], /Alipay.*"tcpNoDelay"/);
});

for (const [name, own] of [
  ['weixin', 'wx'],
  ['alipay', 'my'],
]) {
  test(`CONN-7 ${name}: the timeout is the package's, whatever the host would do by itself`, async (t) => {
    const { realm, connect } = open(t, name);
    const { connectSocket } = realm[own];
    let given;
    realm[own].connectSocket = (options) => {
      given = options.timeout;
      return connectSocket(options);
    };
    const { errCode } = await next(connect({ url: url('/hang'), timeout: 20 }), 'error');
    assert.equal(errCode, TIMED_OUT);
    assert.equal(given, A_DAY);
  });
}

test('EVT-1 onOpen has what the host adds', async (t) => {
  const { connect } = open(t, 'weixin');
  const { header, profile } = await opened(connect({ url: url('/echo') }));
  assert.equal(typeof header, 'object');
  assert.deepEqual({ ...profile }, { fetchStart: 0, cost: 1 });
});

test('EVT-1 the cause of an error is what the host said', async (t) => {
  const { connect } = open(t, 'weixin');
  const { cause } = await next(connect({ url: `wss://127.0.0.1:${server.closedPort}/` }), 'error');
  assert.match(cause.errMsg, /ECONNREFUSED/);
});

for (const [name, wasmPath] of [
  ['weixin', '/uni-socket.wasm'],
  ['weixin', '/uni-socket.wasm.br'],
  ['weixin-ios', '/uni-socket.wasm'],
  ['toutiao', '/uni-socket.wasm.br'],
]) {
  test(`init goes on with WebAssembly: ${name}, ${wasmPath}; a call made meanwhile waits for it`, async (t) => {
    const { library, connect } = open(t, name);
    assert.equal(library.backend, 'js');
    const ready = library.init({ wasmPath });
    const task = connect({ url: url('/echo') });
    await ready;
    assert.equal(library.backend, 'wasm');
    await opened(task);
    task.send({ data: 'hello' });
    assert.equal((await next(task, 'message')).data, 'hello');
  });
}

test('init rejects where the file is not there, and the JavaScript core carries out what was called', async (t) => {
  const { library, connect } = open(t, 'weixin');
  const ready = library.init({ wasmPath: '/nowhere.wasm' });
  const task = connect({ url: url('/echo') });
  await assert.rejects(ready);
  assert.equal(library.backend, 'js');
  await opened(task);
});

test('init rejects where the host has no loader, and once the core has had a call', async (t) => {
  await assert.rejects(open(t, 'qq').library.init({ wasmPath: '/uni-socket.wasm' }), /no way to load/);
  const { library } = open(t, 'weixin');
  await library.configure({ closeTimeout: 1_000 });
  await assert.rejects(library.init({ wasmPath: '/uni-socket.wasm' }), /before the first/);
  assert.equal(library.backend, 'js');
});

test('RETRY-4 alipay-single: an attempt waits until the one socket is free', async (t) => {
  const { connect } = open(t, 'alipay-single');
  const task = connect({ url: url('/echo') });
  await opened(task);
  const again = next(task, 'open');
  task.reconnect();
  await again;
  task.send({ data: 'on the second' });
  assert.equal((await next(task, 'message')).data, 'on the second');
});

for (const closes of [true, false]) {
  test(`RETRY-3 alipay-single: after an error, the next attempt is another, ${closes ? 'and hears no close of the one before' : 'even if no close is told'}`, async (t) => {
    const { realm, connect } = open(t, 'alipay-single');
    if (!closes) realm.my.onSocketClose = () => {};
    const urls = [url('/refuse'), url('/echo')];
    const task = connect({ url: () => urls.shift(), reconnect: { initialDelay: 1, maxAttempts: 1 } });
    await opened(task);
    task.send({ data: 'hello' });
    assert.equal((await next(task, 'message')).data, 'hello');
  });
}

test('RETRY-5 sockets that are cut in the background are back in the foreground', async (t) => {
  const { connect, background, foreground } = open(t, 'weixin');
  const task = connect({ url: url('/echo'), reconnect: true });
  await opened(task);
  const lost = next(task, 'reconnecting');
  background();
  await lost;
  const again = next(task, 'open');
  foreground();
  assert.equal((await again).reconnected, true);
});

test('install puts the functions in the place of those of a uni, which stay the host in an app', async (t) => {
  const { realm, library } = open(t, 'app');
  const own = realm.uni.connectSocket;
  library.install(realm.uni);
  assert.notEqual(realm.uni.connectSocket, own);
  const task = realm.uni.connectSocket({ url: url('/echo'), complete() {} });
  await opened(task);
  task.send({ data: 'through the app' });
  assert.equal((await next(task, 'message')).data, 'through the app');
});

test('install without a uni says so', (t) => {
  assert.throws(() => open(t, 'weixin').library.install(), { name: 'TypeError', message: /no uni/ });
});

test("a host's own name comes before the wx that it has beside it, and useHost before both", async (t) => {
  const asked = [];
  const noting = (host, name) => ({
    ...host,
    connectSocket(options) {
      asked.push(name);
      return host.connectSocket(options);
    },
  });
  const { realm, library, connect } = open(t, 'qq');
  const host = realm.qq;
  Object.assign(realm, { qq: noting(host, 'qq'), wx: noting(host, 'wx') });
  await opened(connect({ url: url('/echo') }));
  library.useHost(realm.wx);
  await opened(connect({ url: url('/echo') }));
  library.useHost(noting(host, 'given'));
  await opened(connect({ url: url('/echo') }));
  assert.deepEqual(asked, ['qq', 'wx', 'given']);
  assert.throws(() => library.useHost({}), { name: 'TypeError' });
});
