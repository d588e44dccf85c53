// Is a simulated host what it has to be? Each of the fifteen properties, raw: no package of ours in between, on the real server.

import assert from 'node:assert/strict';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { startServer } from '../support/server.mjs';
import { properties } from './simulated/properties.js';
import { createSimulation } from './simulated/simulation.mjs';
import { others, variants } from './simulated/variants.js';

const WX_LIKE = Object.keys(variants).filter((name) => variants[name].shape === 'wx-like');

/** What a browser or Node has, and the logic layer has not (2). */
const ABSENT = [
  ...['WebAssembly', 'TextDecoder', 'TextEncoder', 'fetch', 'Request', 'Response', 'URL', 'WebSocket', 'Blob', 'atob', 'btoa'],
  ...['queueMicrotask', 'structuredClone', 'performance', 'crypto', 'FinalizationRegistry', 'WeakRef', 'Event', 'EventTarget'],
  ...['AbortController', 'process', 'Buffer', 'window', 'self', 'document', 'XMLHttpRequest', 'navigator'],
];

/** A function that gives 42, a table, a memory and a global: `f`, `t`, `m` and `g`. */
const MODULE = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7f, 0x03, 0x02, 0x01, 0x00, 0x04, 0x04, 0x01, 0x70, 0x00, 0x01],
  ...[0x05, 0x03, 0x01, 0x00, 0x01, 0x06, 0x06, 0x01, 0x7f, 0x00, 0x41, 0x07, 0x0b],
  ...[0x07, 0x11, 0x04, 0x01, 0x66, 0x00, 0x00, 0x01, 0x74, 0x01, 0x00, 0x01, 0x6d, 0x02, 0x00, 0x01, 0x67, 0x03, 0x00],
  ...[0x0a, 0x06, 0x01, 0x04, 0x00, 0x41, 0x2a, 0x0b],
]);

const FILES = {
  'index.js': "exports.values = require('./lib/values'); exports.same = require('/lib/values.js') === exports.values;",
  'lib/values.js': 'module.exports = { number: 7, buffer: new ArrayBuffer(1), ArrayBuffer: ArrayBuffer };',
  'globals.js': 'exports.typeOf = { globalThis: typeof globalThis, global: typeof global }; exports.sloppyThis = this;',
  'climbing.js': "require('../outside');",
  'bare.js': "require('node:fs');",
  'code.js':
    "exports.eval = function () { return eval('1'); }; exports.Function = function () { return new Function('return 1'); };",
  'add.wasm': MODULE,
  'add.bin': MODULE,
  'packed.wasm.br': brotliCompressSync(MODULE),
  'pages/index/near.wasm': MODULE,
};

let server;
let folder;
let simulations = [];

before(async () => {
  server = await startServer();
  folder = join(mkdtempSync(join(tmpdir(), 'package-')), 'root');
  for (const [path, content] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  writeFileSync(join(folder, '../outside.js'), 'module.exports = 1;');
  symlinkSync('../outside.js', join(folder, 'linked.js'));
});

after(async () => {
  rmSync(dirname(folder), { recursive: true });
  await server?.stop();
});

afterEach(() => {
  for (const simulation of simulations.splice(0)) simulation.end();
});

/** A simulated host, its functions as `host`; ended behind the test. */
function simulate(name, options) {
  const simulation = createSimulation(name, { folder, ...options });
  simulations.push(simulation);
  const { realm, variant } = simulation;
  return { ...simulation, host: realm[variant.global], typeOf: (global) => typeof realm[global] };
}

const wss = (path, parameters = {}) => `${server.https.replace('http', 'ws')}${path}?${new URLSearchParams(parameters)}`;
const refused = () => `wss://127.0.0.1:${server.closedPort}/`;
const bytes = (...values) => Uint8Array.from(values).buffer;

async function observe(tag, until) {
  const response = await fetch(`${server.http}/observe?${new URLSearchParams({ tag, until })}`);
  assert.ok(response.ok);
  return response.json();
}

/** Behind it, whatever was under way has happened. */
async function fence() {
  await (await fetch(`${server.http}/observe?tag=fence`)).text();
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setTimeout(resolve));
}

const heard = (on) => new Promise((resolve) => on(resolve));

/** The outcome of a call with callbacks: `['success' | 'fail', result]`. */
const outcome = (call, options) =>
  new Promise((resolve) => {
    call({ ...options, success: (result) => resolve(['success', result]), fail: (result) => resolve(['fail', result]) });
  });

/** What a task tells, as `[kind, event]`, into a list that grows. */
function record(task, kinds = ['Open', 'Message', 'Error', 'Close']) {
  const events = [];
  for (const kind of kinds) task[`on${kind}`]((event) => events.push([kind, event]));
  events.names = () => events.map(([kind]) => kind);
  return events;
}

function connect({ host }, options) {
  return host.connectSocket({ multiple: true, success() {}, ...options });
}

async function open(simulation, path = '/echo', options = {}) {
  const task = connect(simulation, { url: wss(path, options.parameters), ...options });
  await heard(task.onOpen);
  return task;
}

describe('1', () => {
  test('P1 the page has a realm of its own, and makes no code from strings', () => {
    const { require, realm } = simulate('weixin');
    assert.notEqual(realm.ArrayBuffer, ArrayBuffer);
    assert.throws(require('/code').eval, { name: 'EvalError' });
    assert.throws(require('/code').Function, { name: 'EvalError' });
  });

  test('P1 modules are CommonJS, each made once, of the package alone', () => {
    const { require } = simulate('weixin');
    const { values, same } = require('/index.js');
    assert.deepEqual([values.number, same], [7, true]);
    assert.equal(values.buffer instanceof values.ArrayBuffer, true);
    assert.throws(() => require('/bare'), /is not defined/);
    assert.throws(() => require('/climbing'), /is not defined/);
    assert.throws(() => require('/../outside'), /is not defined/);
    assert.throws(() => require('/linked'), /is not defined/);
  });
});

describe('2', () => {
  for (const name of Object.keys(variants)) {
    const { hasTextCodec, hasStandardWebAssembly } = variants[name];
    test(`P2 ${name} lacks what the logic layer lacks`, () => {
      const { realm } = simulate(name);
      const there = ABSENT.filter((global) => realm[global] !== undefined);
      assert.deepEqual(there, [
        ...(hasStandardWebAssembly ? ['WebAssembly'] : []),
        ...(hasTextCodec ? ['TextDecoder', 'TextEncoder'] : []),
      ]);
    });
  }

  test('P2 globalThis is hidden in ByteDance, and is not there in Alipay', () => {
    const toutiao = simulate('toutiao').require('/globals');
    assert.deepEqual({ ...toutiao.typeOf }, { globalThis: 'undefined', global: 'object' });
    assert.equal(typeof toutiao.sloppyThis.ArrayBuffer, 'function');
    assert.equal(simulate('alipay').require('/globals').typeOf.globalThis, 'undefined');
    assert.equal(simulate('weixin').require('/globals').typeOf.globalThis, 'object');
  });

  test('P2 the poorest has no BigInt, no Proxy and no Symbol.asyncIterator', () => {
    const { realm } = simulate('poorest');
    assert.deepEqual([typeof realm.BigInt, typeof realm.Proxy, typeof realm.Symbol.asyncIterator], Array(3).fill('undefined'));
    assert.equal(typeof realm.Symbol('a'), 'symbol');
    assert.equal(realm.Symbol.iterator, Symbol.iterator);
  });
});

describe('3', () => {
  test('P3 timers, console, Promise and typed arrays are there', async () => {
    for (const name of Object.keys(variants)) {
      const { realm } = simulate(name);
      const { Uint8Array: Bytes } = realm;
      assert.deepEqual([...new Bytes([1])], [1]);
      assert.equal(typeof realm.console.error, 'function');
      let gone = false;
      const id = realm.setTimeout(() => (gone = true));
      assert.equal(typeof id, 'number');
      realm.clearTimeout(id);
      assert.equal(await new realm.Promise((resolve) => realm.setTimeout(resolve, 0, 'rung')), 'rung');
      const every = await new Promise((resolve) => {
        let times = 0;
        const interval = realm.setInterval(() => ++times === 2 && resolve(interval), 1);
      });
      realm.clearInterval(every);
      assert.equal(gone, false);
    }
  });

  test('P3 a Promise is a microtask; in WeChat on old iOS it is a timer', async () => {
    for (const [name, order] of [
      ['weixin', ['promise', 'immediate']],
      ['weixin-ios', ['immediate', 'promise']],
    ]) {
      const { realm } = simulate(name);
      const ran = [];
      const immediate = new Promise((resolve) => setImmediate(() => resolve(ran.push('immediate'))));
      await Promise.all([realm.Promise.resolve().then(() => ran.push('promise')), immediate]);
      assert.deepEqual(ran, order);
    }
  });

  test('P3 the Promise of timers is a Promise', async () => {
    const rejections = [];
    const { realm } = simulate('weixin-ios', { onRejection: (reason) => rejections.push(reason) });
    const { Promise: Timed } = realm;
    const wrong = new Error('wrong');
    assert.equal(await Timed.resolve(Timed.resolve(1)).then((value) => Timed.resolve(value + 1)), 2);
    assert.equal(await Timed.reject(wrong).catch((error) => error), wrong);
    assert.equal(await Timed.resolve(3).finally(() => 4), 3);
    assert.deepEqual([...(await Timed.all([1, Timed.resolve(2)]))], [1, 2]);
    assert.equal(await Timed.race([new Timed(() => {}), Timed.resolve('first')]), 'first');
    await assert.rejects(
      Timed.resolve().then(() => {
        throw wrong;
      }),
      wrong,
    );
    assert.deepEqual(rejections, []);
    Timed.reject(wrong);
    await fence();
    assert.deepEqual(rejections, [wrong]);
  });
});

describe('4', () => {
  test('P4 WeChat takes the path of a .wasm or .wasm.br, and nothing else', async () => {
    const { WXWebAssembly } = simulate('weixin').realm;
    for (const path of ['/add.wasm', 'add.wasm', '/packed.wasm.br']) {
      const { instance, module } = await WXWebAssembly.instantiate(path, {});
      assert.equal(instance.exports.f(), 42);
      assert.ok(module);
    }
    for (const source of [MODULE, '/add.bin', '/../outside.wasm', '/none.wasm', undefined]) {
      await assert.rejects(WXWebAssembly.instantiate(source, {}), undefined, String(source));
    }
    assert.equal(typeof WXWebAssembly.compile, 'undefined');
  });

  test('P4 it is later, also if the file is there', async () => {
    let there = false;
    const instantiated = simulate('weixin')
      .realm.WXWebAssembly.instantiate('/add.wasm', {})
      .then(() => (there = true));
    await Promise.resolve();
    assert.equal(there, false);
    await instantiated;
  });

  test('P4 on iOS it is a bare Instance, without exported Globals', async () => {
    const instance = await simulate('weixin-ios').realm.WXWebAssembly.instantiate('/add.wasm', {});
    assert.deepEqual(Object.keys(instance), ['exports']);
    assert.deepEqual(Object.keys(instance.exports), ['f', 't', 'm']);
    const { instance: onAndroid } = await simulate('weixin').realm.WXWebAssembly.instantiate('/add.wasm', {});
    assert.equal(onAndroid.exports.g.value, 7);
  });

  test('P4 ByteDance compiles too, and resolves a relative path against the page', async () => {
    const { TTWebAssembly } = simulate('toutiao').realm;
    const { Instance } = TTWebAssembly;
    assert.equal(new Instance(await TTWebAssembly.compile('/add.wasm'), {}).exports.f(), 42);
    assert.equal((await TTWebAssembly.instantiate('near.wasm', {})).instance.exports.f(), 42);
    await assert.rejects(TTWebAssembly.instantiate('add.wasm', {}));
  });

  test('P4 Alipay has it in the Worker, by an absolute path, and the standard’s own in the page', async () => {
    const page = simulate('alipay');
    assert.equal(page.typeOf('MYWebAssembly'), 'undefined');
    const { WebAssembly: standard } = page.realm;
    assert.equal(new standard.Instance(new standard.Module(MODULE)).exports.f(), 42);
    const worker = simulate('alipay', { scope: 'worker' });
    assert.equal(worker.typeOf('my'), 'undefined');
    assert.equal((await worker.realm.MYWebAssembly.instantiate('/add.wasm', {})).instance.exports.f(), 42);
    await assert.rejects(worker.realm.MYWebAssembly.instantiate('add.wasm', {}), /not an absolute path/);
  });

  test('P4 the interpreter takes bytes, and neither makes a table nor changes one', async () => {
    const { WXWebAssembly } = simulate('dimina').realm;
    const { instance } = await WXWebAssembly.instantiate(MODULE, {});
    assert.equal(instance.exports.f(), 42);
    assert.deepEqual([instance.exports.t.set, instance.exports.t.grow, instance.exports.t.length], [undefined, undefined, 1]);
    assert.deepEqual(
      ['Memory', 'Table', 'Global'].filter((name) => name in WXWebAssembly),
      [],
    );
  });

  test('P4 other hosts have none', () => {
    for (const name of ['baidu', 'qq', 'kuaishou', 'jd', 'xhs', 'lark', 'alipay-single', 'app', 'poorest']) {
      const { realm } = simulate(name);
      assert.deepEqual(
        Object.keys(realm).filter((global) => /WebAssembly$/.test(global)),
        [],
        name,
      );
    }
  });
});

describe('5', () => {
  for (const name of WX_LIKE) {
    test(`P5 a message of ${name} is an ArrayBuffer of another realm than the page’s, no larger than it is`, async () => {
      const simulation = simulate(name);
      const task = await open(simulation);
      task.send({ data: bytes(1, 2, 3) });
      const { data } = await heard(task.onMessage);
      assert.equal(Object.prototype.toString.call(data), '[object ArrayBuffer]');
      assert.equal(data instanceof simulation.realm.ArrayBuffer, false);
      assert.deepEqual([...new Uint8Array(data)], [1, 2, 3]);
    });
  }
});

describe('6', () => {
  for (const name of Object.keys(variants).filter((one) => one !== 'alipay-single')) {
    test(`P6 ${name}: a task at once, success on a later turn, then open`, async () => {
      const order = [];
      const simulation = simulate(name);
      const task = connect(simulation, {
        url: wss('/echo'),
        success: ({ errMsg }) => order.push(errMsg ?? 'ok'),
        complete: () => order.push('complete'),
      });
      order.push(typeof task.send);
      task.onOpen(() => order.push('open'));
      await Promise.resolve();
      order.push('microtask');
      await heard(task.onOpen);
      const ok = variants[name].shape === 'alipay' ? 'ok' : 'connectSocket:ok';
      assert.deepEqual(order, ['function', 'microtask', ok, 'complete', 'open']);
    });
  }

  test('P6 what is refused fails: not wss, no address, not in the list, wrong subprotocols', async () => {
    for (const name of Object.keys(variants)) {
      const simulation = simulate(name);
      const options = [
        { url: wss('/echo').replace('wss', 'ws') },
        { url: 'wss://' },
        { url: undefined },
        { url: 'wss://example.com/' },
      ];
      if (variants[name].options.includes('protocols')) {
        options.push({ url: wss('/echo'), protocols: ['a', 'a'] }, { url: wss('/echo'), protocols: ['a b'] });
      }
      for (const option of options) {
        const [kind, result] = await outcome((rest) => connect(simulation, rest), option);
        assert.equal(kind, 'fail', `${name} ${JSON.stringify(option)}`);
        if (variants[name].shape === 'alipay') assert.equal(typeof result.error, 'number');
        else assert.match(result.errMsg, /^connectSocket:fail ./);
      }
      assert.equal(simulation.device.sockets, 0);
    }
  });

  test('P6 WeChat tells of it a second time, through onError and onSocketError', async () => {
    const { host } = simulate('weixin');
    const all = heard(host.onSocketError);
    const task = host.connectSocket({ url: 'wss://example.com/' });
    const own = heard(task.onError);
    assert.equal((await own).errMsg, 'createSocketTask:fail url not in domain list');
    assert.equal((await all).errMsg, 'createSocketTask:fail url not in domain list');
    const toutiao = simulate('toutiao');
    const other = toutiao.host.connectSocket({ url: 'wss://example.com/' });
    const events = record(other);
    await fence();
    assert.deepEqual(events.names(), []);
  });

  test('P6 Alipay: ws: is error 20', async () => {
    const { host } = simulate('alipay');
    const [, { error }] = await outcome(host.connectSocket, { url: wss('/echo').replace('wss', 'ws'), multiple: true });
    assert.equal(error, 20);
  });

  test('P6 accepted, then refused by the network: success, error, close', async () => {
    for (const name of ['weixin', 'toutiao', 'qq', 'alipay']) {
      const order = [];
      const task = connect(simulate(name), { url: refused(), success: () => order.push('success') });
      const events = record(task);
      await heard(task.onClose);
      assert.deepEqual([...order, ...events.names()], ['success', 'Error', 'Close'], name);
    }
  });

  test('P6 some tell of no close after an error', async () => {
    for (const name of ['poorest', 'app']) {
      const simulation = simulate(name);
      const task = connect(simulation, { url: refused() });
      const events = record(task);
      await heard(task.onError);
      await fence();
      assert.deepEqual([events.names(), simulation.device.sockets], [['Error'], 0], name);
    }
  });
});

describe('7', () => {
  for (const name of ['weixin', 'toutiao', 'alipay', 'poorest']) {
    test(`P7 ${name}: the sixth fails and disturbs nobody, and a place is free when its socket has closed`, async () => {
      const simulation = simulate(name);
      const hanging = connect(simulation, { url: wss('/hang') });
      record(hanging);
      const silent = await open(simulation, '/silent');
      silent.close({});
      const tasks = await Promise.all([1, 2, 3].map(() => open(simulation)));
      const [kind, result] = await outcome((rest) => connect(simulation, rest), { url: wss('/echo') });
      assert.equal(kind, 'fail');
      if (name === 'alipay') assert.equal(result.error, 3);
      else assert.match(result.errMsg, /exceed max concurrent count/);
      tasks[0].send({ data: 'still there' });
      await heard(tasks[0].onMessage);
      tasks[1].close({});
      await heard(tasks[1].onClose);
      await open(simulation);
    });
  }

  test('P7 the single mode of Alipay: no task, one socket, a second is error 3', async () => {
    const { host, device } = simulate('alipay-single');
    assert.equal(host.connectSocket({ url: wss('/echo'), multiple: true }), undefined);
    await heard(host.onSocketOpen);
    assert.deepEqual(await outcome(host.connectSocket, { url: wss('/echo') }), [
      'fail',
      { error: 3, errorMessage: 'exceed max concurrent count' },
    ]);
    assert.equal(device.sockets, 1);
  });

  test('P7 there, on iOS a second one ends the first', async () => {
    const { host } = simulate('alipay-single-ios');
    host.connectSocket({ url: wss('/echo') });
    await heard(host.onSocketOpen);
    const closed = heard(host.onSocketClose);
    const opened = heard(host.onSocketOpen);
    host.connectSocket({ url: wss('/echo') });
    await closed;
    await opened;
  });
});

describe('8', () => {
  for (const name of WX_LIKE) {
    test(`P8 ${name}: send fails before open and after close, and for what is neither text nor ArrayBuffer`, async () => {
      const simulation = simulate(name);
      const task = connect(simulation, { url: wss('/echo') });
      const opened = heard(task.onOpen);
      assert.equal((await outcome(task.send, { data: 'early' }))[0], 'fail');
      await opened;
      for (const data of [5, {}, undefined, Uint8Array.of(1), new DataView(bytes(1))]) {
        assert.equal((await outcome(task.send, { data }))[0], 'fail');
      }
      for (const data of ['text', bytes(1, 2), new simulation.realm.ArrayBuffer(2)]) {
        assert.deepEqual(await outcome(task.send, { data }), ['success', { errMsg: 'sendSocketMessage:ok' }]);
      }
      task.close({});
      assert.equal((await outcome(task.send, { data: 'late' }))[0], 'fail');
    });
  }

  test('P8 what is sent is what it was during the call, in order', async () => {
    const task = await open(simulate('weixin'));
    const buffer = bytes(1);
    const seen = [];
    const all = new Promise((resolve) => task.onMessage(({ data }) => seen.push(data) === 3 && resolve()));
    task.send({ data: 'a' });
    task.send({ data: buffer });
    new Uint8Array(buffer)[0] = 9;
    task.send({ data: 'c' });
    await all;
    assert.deepEqual(
      seen.map((data) => (typeof data === 'string' ? data : new Uint8Array(data)[0])),
      ['a', 1, 'c'],
    );
  });

  test('P8 success is later, and before the answer of the peer; with late results behind it', async () => {
    for (const [name, order] of [
      ['weixin', ['returned', 'success', 'message']],
      ['poorest', ['returned', 'message', 'success']],
    ]) {
      const task = await open(simulate(name));
      const seen = [];
      const message = heard(task.onMessage).then(() => seen.push('message'));
      const success = new Promise((resolve) => task.send({ data: 'a', success: () => resolve(seen.push('success')) }));
      seen.push('returned');
      await Promise.all([message, success]);
      assert.deepEqual(seen, order, name);
    }
  });

  test('P8 Alipay takes text alone: binary is base64 with isBuffer, both ways', async () => {
    const task = await open(simulate('alipay'));
    assert.equal((await outcome(task.send, { data: bytes(1) }))[0], 'fail');
    task.send({ data: 'AQID', isBuffer: true });
    assert.deepEqual((await heard(task.onMessage)).data, { socketTaskID: '1', data: 'AQID', isBuffer: true });
    task.send({ data: 'AQID' });
    assert.deepEqual((await heard(task.onMessage)).data, { socketTaskID: '1', data: 'AQID', isBuffer: false });
  });

  test('P8 App says that it failed, and sends; and says that it succeeded', async () => {
    const simulation = simulate('app');
    const task = await open(simulation, '/echo');
    task.readyState = task.CLOSED;
    const said = [];
    task.send({ data: 'sent', success: () => said.push('success'), fail: ({ errMsg }) => said.push(errMsg) });
    assert.deepEqual(said, ['sendSocketMessage:fail WebSocket is not connected', 'success']);
    assert.equal((await heard(task.onMessage)).data, 'sent');
  });
});

describe('9', () => {
  for (const name of [...WX_LIKE, 'alipay']) {
    test(`P9 ${name}: which codes and reasons may be said, and that they reach the peer`, async () => {
      const tag = `close-${name}`;
      const task = await open(simulate(name), '/echo', { parameters: { tag } });
      for (const wrong of [{ code: 1001 }, { code: 2999 }, { code: 5000 }, { code: '1000' }, { reason: '中'.repeat(42) }]) {
        assert.equal((await outcome(task.close, wrong))[0], 'fail', JSON.stringify(wrong));
      }
      const events = record(task);
      assert.equal((await outcome(task.close, { code: 4999, reason: '中'.repeat(41) }))[0], 'success');
      assert.equal((await outcome(task.close, {}))[0], 'fail');
      assert.deepEqual((await observe(tag, 'ended:1')).closes, [{ code: 4999, reason: '中'.repeat(41) }]);
      await fence();
      assert.deepEqual(events.names(), ['Close']);
    });
  }

  test('P9 without a code it is 1000', async () => {
    const task = await open(simulate('weixin'), '/echo', { parameters: { tag: 'close-default' } });
    task.close();
    assert.deepEqual((await observe('close-default', 'ended:1')).closes, [{ code: 1000, reason: '' }]);
  });

  test('P9 before open it ends the attempt on some hosts, with one close', async () => {
    for (const name of ['weixin', 'alipay', 'toutiao']) {
      const tag = `early-${name}`;
      const task = connect(simulate(name), { url: wss('/hang', { tag }) });
      const events = record(task);
      await observe(tag, 'handshakes:1');
      assert.equal((await outcome(task.close, {}))[0], 'success');
      await observe(tag, 'ended:1');
      await fence();
      assert.deepEqual(events.names(), ['Close'], name);
    }
  });

  test('P9 before open it fails on others, and the socket opens all the same', async () => {
    for (const name of ['poorest', 'qq', 'jd']) {
      const task = connect(simulate(name), { url: wss('/echo') });
      const opened = heard(task.onOpen);
      assert.equal((await outcome(task.close, {}))[0], 'fail', name);
      await opened;
    }
  });

  test('P9 in the turn of connectSocket nothing has gone out', async () => {
    const task = connect(simulate('weixin'), { url: wss('/echo', { tag: 'same-turn' }) });
    const events = record(task);
    task.close();
    await heard(task.onClose);
    await fence();
    assert.deepEqual(events.names(), ['Close']);
    const response = await fetch(`${server.http}/observe?tag=same-turn`);
    assert.equal((await response.json()).handshakes, 0);
  });

  test('P9 App: close without options throws', async () => {
    const task = await open(simulate('app'));
    assert.throws(() => task.close(), TypeError);
    task.close({});
    assert.equal(task.readyState, task.CLOSING);
    await heard(task.onClose);
  });
});

describe('10', () => {
  const echoed = async (task) => {
    task.send({ data: 'text' });
    return heard(task.onMessage);
  };
  const ended = async (task) => {
    task.close({ code: 4000, reason: 'done' });
    return heard(task.onClose);
  };
  async function shapes(name) {
    const task = connect(simulate(name), { url: wss('/echo') });
    return { open: await heard(task.onOpen), message: await echoed(task), close: await ended(task) };
  }

  test('P10 WeChat', async () => {
    const { open: opened, message, close } = await shapes('weixin');
    assert.deepEqual(Object.keys(opened), ['header', 'profile']);
    assert.equal(opened.header.upgrade, 'websocket');
    assert.deepEqual([message, close], [{ data: 'text' }, { code: 4000, reason: 'done' }]);
    assert.equal((await shapes('weixin-ios')).open.header.Upgrade, 'websocket');
  });

  test('P10 ByteDance: protocolType and socketType, and a code that is text', async () => {
    const { open: opened, message, close } = await shapes('toutiao');
    assert.deepEqual(Object.keys(opened), ['header', 'protocolType', 'socketType']);
    assert.deepEqual(Object.keys(message), ['data', 'protocolType', 'socketType']);
    assert.deepEqual([close.code, close.reason], ['4000', 'done']);
  });

  test('P10 Alipay: nested, without a header and without a code; failures of its own', async () => {
    const data = { socketTaskID: '1' };
    assert.deepEqual(await shapes('alipay'), {
      open: { data },
      message: { data: { ...data, data: 'text', isBuffer: false } },
      close: { data },
    });
    const broken = await heard(connect(simulate('alipay'), { url: refused() }).onError);
    assert.deepEqual(Object.keys(broken), ['error', 'errorMessage', 'data']);
  });

  test('P10 Alipay, single mode: flat', async () => {
    const { host } = simulate('alipay-single');
    host.connectSocket({ url: wss('/echo') });
    assert.deepEqual(await heard(host.onSocketOpen), {});
    host.sendSocketMessage({ data: 'AQ==', isBuffer: true });
    assert.deepEqual(await heard(host.onSocketMessage), { data: 'AQ==', isBuffer: true });
    host.offSocketClose();
    host.closeSocket();
    assert.deepEqual(await heard(host.onSocketClose), { reason: '' });
  });

  test('P10 App and the poorest: nothing in open; App nothing in error', async () => {
    assert.deepEqual((await shapes('app')).open, {});
    assert.deepEqual((await shapes('poorest')).open, {});
    assert.deepEqual(await heard(connect(simulate('app'), { url: refused() }).onError), {});
  });

  test('P10 App: a task that is CLOSED at first, and ids that are the time', async (t) => {
    const simulation = simulate('app');
    t.mock.method(Date, 'now', () => 1_700_000_000_000);
    const older = connect(simulation, { url: wss('/echo') });
    const newer = connect(simulation, { url: wss('/echo') });
    assert.deepEqual([older.readyState, older.id, newer.id], [3, '1700000000000', '1700000000000']);
    const events = [record(older), record(newer)];
    await new Promise((resolve) => newer.onOpen(() => events[1].length === 2 && resolve()));
    assert.deepEqual(
      events.map((list) => list.names()),
      [[], ['Open', 'Open']],
    );
  });

  test('P10 App: without callbacks it is a Promise, without the task', async () => {
    const { host, realm } = simulate('app');
    const promise = host.connectSocket({ url: wss('/echo') });
    assert.ok(promise instanceof realm.Promise);
    assert.deepEqual(await promise, { errMsg: 'connectSocket:ok' });
  });

  test('P10 functions without a task: not in ByteDance', async () => {
    const { host } = simulate('weixin');
    host.connectSocket({ url: wss('/echo') });
    assert.deepEqual(Object.keys(await heard(host.onSocketOpen)), ['header']);
    host.sendSocketMessage({ data: 'text' });
    assert.deepEqual(await heard(host.onSocketMessage), { data: 'text' });
    const closed = heard(host.onSocketClose);
    host.closeSocket({ code: 3000 });
    assert.deepEqual(await closed, { code: 3000, reason: '' });
    assert.equal((await outcome(host.sendSocketMessage, { data: 'late' }))[0], 'fail');
    assert.equal((await outcome(host.closeSocket, {}))[0], 'fail');
    assert.deepEqual(
      Object.keys(simulate('toutiao').host).filter((name) => /Socket/.test(name)),
      ['connectSocket'],
    );
  });
});

describe('11', () => {
  test('P11 a listener that comes after open has missed it; in Dimina it has not', async () => {
    for (const [name, count] of [
      ['weixin', 0],
      ['dimina', 1],
    ]) {
      const task = await open(simulate(name));
      const events = record(task, ['Open']);
      task.send({ data: 'a' });
      await heard(task.onMessage);
      assert.equal(events.length, count, name);
    }
  });
});

describe('12', () => {
  for (const name of Object.keys(variants).filter((one) => one !== 'alipay-single')) {
    test(`P12 ${name}: listeners and callbacks that throw end nothing`, async () => {
      const simulation = simulate(name);
      const wrong = new Error('wrong');
      const throws = () => {
        throw wrong;
      };
      const task = connect(simulation, { url: wss('/echo'), success: throws, complete: throws });
      task.onOpen(throws);
      await heard(task.onOpen);
      task.onMessage(throws);
      task.send({ data: 'a', success: throws });
      await heard(task.onMessage);
      await fence();
      assert.deepEqual(new Set(simulation.thrown), new Set([wrong]));
      assert.ok(simulation.thrown.length >= 4);
    });
  }

  test('P12 the background cuts what is open and connecting, and what is asked for there is interrupted', async () => {
    for (const name of ['weixin', 'qq', 'alipay']) {
      const simulation = simulate(name);
      const tag = `background-${name}`;
      const task = await open(simulation, '/echo', { parameters: { tag } });
      const events = record(task);
      const shown = [];
      simulation.host.onAppHide(() => shown.push('hide'));
      simulation.host.onAppShow(() => shown.push('show'));
      simulation.background();
      await observe(tag, 'ended:1');
      await fence();
      assert.deepEqual(events.names(), ['Error', 'Close'], name);
      assert.match(JSON.stringify(events[0][1]), /interrupted/);
      const [kind, result] = await outcome((rest) => connect(simulation, rest), { url: wss('/echo') });
      assert.equal(kind, 'fail');
      assert.match(JSON.stringify(result), /interrupted/);
      simulation.foreground();
      await open(simulation);
      assert.deepEqual(shown, ['hide', 'show']);
    }
  });

  test('P12 the network goes and comes, and the page hears of it', async () => {
    const simulation = simulate('weixin');
    const heardOf = [];
    const listener = (event) => heardOf.push(event);
    simulation.host.onNetworkStatusChange(listener);
    simulation.become('offline');
    assert.equal((await outcome(simulation.host.getNetworkType, {}))[1].networkType, 'none');
    simulation.become('online');
    simulation.host.offNetworkStatusChange(listener);
    simulation.become('offline');
    assert.deepEqual(heardOf, [
      { isConnected: false, networkType: 'none' },
      { isConnected: true, networkType: 'wifi' },
    ]);
    assert.equal('onAppShow' in simulate('poorest').host, false);
  });
});

describe('13', () => {
  test('P13 header fields go out, Referer does not', async () => {
    for (const name of [...WX_LIKE, 'alipay', 'app']) {
      const header = { 'X-Token': 'secret', referer: 'https://example.com/', REFERER: 'https://example.com/' };
      const task = connect(simulate(name), { url: wss('/headers'), header });
      const { data } = await heard(task.onMessage);
      const { headers } = JSON.parse(data.data ?? data);
      assert.deepEqual([headers['x-token'], headers.referer], ['secret', undefined], name);
    }
  });

  test('P13 subprotocols: one of them may be chosen, another may not', async () => {
    const task = await open(simulate('weixin'), '/protocol', { protocols: ['one', 'two'] });
    task.close();
    const other = connect(simulate('weixin'), { url: wss('/protocol', { pick: 'three' }), protocols: ['one'] });
    await heard(other.onError);
  });

  test('P13 a server that chooses none is refused by ByteDance, and by nobody else', async () => {
    for (const name of [...WX_LIKE, 'alipay', 'app']) {
      const task = connect(simulate(name), { url: wss('/echo'), protocols: ['one'] });
      const first = await Promise.race([heard(task.onOpen).then(() => 'open'), heard(task.onError).then(() => 'error')]);
      assert.equal(first, name === 'toutiao' ? 'error' : 'open', name);
    }
  });

  test('P13 the host has a timeout of its own, where it takes one', async () => {
    const task = connect(simulate('weixin'), { url: wss('/hang'), timeout: 20 });
    assert.deepEqual(await heard(task.onError), { errMsg: 'connect timeout' });
    await heard(task.onClose);
  });
});

describe('14', () => {
  test('P14 options are read during the call; unknown ones and functions do no harm', async () => {
    for (const name of [...WX_LIKE, 'alipay']) {
      const simulation = simulate(name);
      const late = () => assert.fail('read after the call');
      const options = { url: wss('/echo'), multiple: true, unknown: 1, query() {}, success() {} };
      const task = simulation.host.connectSocket(options);
      Object.assign(options, { url: 'wss://example.com/', success: late, complete: late });
      await heard(task.onOpen);
      const message = { data: 'first' };
      task.send(message);
      Object.assign(message, { data: 'second', success: late, complete: late });
      const { data } = await heard(task.onMessage);
      assert.equal(data.data ?? data, 'first', name);
      task.close();
      await heard(task.onClose);
      assert.deepEqual(simulation.thrown, []);
    }
  });

  test('P14 what is told is plain objects', async () => {
    const task = connect(simulate('weixin'), { url: wss('/echo') });
    const event = await heard(task.onOpen);
    assert.equal(Object.getPrototypeOf(event), Object.prototype);
    assert.equal(Object.getPrototypeOf(event.header), Object.prototype);
  });
});

describe('15', () => {
  test('P15 versions, capabilities, and names that can be listed', () => {
    for (const name of Object.keys(variants)) {
      const { host } = simulate(name);
      assert.match(host.getSystemInfoSync().SDKVersion, /^\d+\.\d+/);
      assert.equal(host.canIUse('connectSocket'), true);
      assert.equal(host.canIUse('connectMoon'), false);
      assert.ok(Object.keys(host).includes('connectSocket'));
    }
    assert.equal(simulate('weixin').host.canIUse('connectSocket.object.timeout'), true);
    assert.equal(simulate('qq').host.canIUse('connectSocket.object.timeout'), false);
    assert.equal(simulate('alipay').host.canIUse('connectSocket.object.multiple'), true);
    assert.equal(simulate('alipay-single').host.canIUse('connectSocket.object.multiple'), false);
  });

  test('P15 buffers and base64', () => {
    const { host } = simulate('weixin');
    assert.equal(host.arrayBufferToBase64(bytes(1, 2, 3)), 'AQID');
    assert.deepEqual([...new Uint8Array(host.base64ToArrayBuffer('AQID'))], [1, 2, 3]);
    assert.equal('base64ToArrayBuffer' in simulate('poorest').host, false);
  });
});

test('each property has its tests, and each variant its place', () => {
  const titles = readFileSync(fileURLToPath(import.meta.url), 'utf8').match(/(?<=test\(\s*['`])P\d+/g);
  assert.deepEqual(
    [...new Set(titles)],
    Object.keys(properties).map((number) => `P${number}`),
  );
  assert.equal(new Set([...Object.keys(variants), ...Object.keys(others)]).size, 16);
});
