// Does over and over what must leave nothing behind: `leaks.run(name, count)`, driven by leaks.test.mjs. On sockets of the
// browser to the `servers` of the address, or on ones to nowhere if it names none.

import { inLanes } from '/benches/in-lanes.js';
import { builds } from '/tests/support/builds.js';
import { KINDS, next, opened } from '/tests/support/events.js';
import { StubSocket } from '/tests/support/stub-socket.js';

const parameters = new URLSearchParams(location.search);
const { configure, uni, useHost } = await import(builds[parameters.get('build')].entry);
const servers = parameters.getAll('server').map((origin) => origin.replace('http', 'ws'));
const refusing = `ws://127.0.0.1:${parameters.get('closedPort')}/`;

const NOWHERE = 'ws://127.0.0.1/';
const CLEAN = { code: 1000, reason: '', wasClean: true };
const LOST = { code: 1006, reason: '', wasClean: false };
const AT_ONCE = { initialDelay: 0, maxDelay: 0 };
const capital = (kind) => kind[0].toUpperCase() + kind.slice(1);
/** Cycles under way where there is no network: browsers let chained timers wait for 4 ms. */
const MANY = 100;
const nothing = () => {};

const connect = (options) => uni.connectSocket({ url: NOWHERE, complete: nothing, ...options });

/** The signal that outlives whatever it is given to. */
const { signal } = new AbortController();

/** Opens by itself if its address says so, and can be found by it. */
class Socket extends StubSocket {
  static opening = new Map();

  constructor(url) {
    super(url);
    if (!url.includes('opening')) return;
    Socket.opening.set(url, this);
    queueMicrotask(() => this.onopen());
  }
}

/** A task and the socket to nowhere under it, both open. */
function open(options) {
  const task = connect(options);
  const socket = StubSocket.last;
  socket.onopen();
  return { task, socket };
}

async function end({ task, socket }) {
  const close = next(task, 'close');
  task.close();
  socket.onclose?.(CLEAN);
  await close;
}

/** A task for each lane, which lives on from batch to batch. */
function living(make) {
  const tasks = new Map();
  return (lane) => {
    if (!tasks.has(lane)) tasks.set(lane, make(lane));
    return tasks.get(lane);
  };
}

const lasting = living(() => open().task);
const returning = living((lane) => connect({ url: `${NOWHERE}opening/${lane}`, reconnect: AT_ONCE }));
const restarted = living((lane) => connect({ url: `${NOWHERE}opening/again/${lane}`, signal }));

/** How an iteration ends before its task does. */
const leaves = [
  async (task) => {
    for await (const _ of task) break;
  },
  async (task) => {
    for await (const _ of task) throw new Error('out of the loop');
  },
  (task) => task[Symbol.asyncIterator]().return(),
  async (task) => {
    const messages = task[Symbol.asyncIterator]();
    await messages.next();
    // Nobody asks for another, and nobody says that he is gone.
    task.close();
  },
];

const onNowhere = {
  async 'opened and closed'(i) {
    const own = open({ reconnect: i % 2 === 0, queue: i % 3 === 0, heartbeat: i % 5 === 0 });
    own.socket.onmessage({ data: 'x' });
    own.task.send({ data: 'x', complete: nothing });
    own.task.stats();
    await end(own);
  },

  async 'refused by the host'() {
    await uni.connectSocket({ url: 'http://127.0.0.1/', signal }).catch(nothing);
  },

  async failed() {
    const task = connect({ signal });
    const close = next(task, 'close');
    const socket = StubSocket.last;
    socket.onerror({});
    socket.onclose(LOST);
    await close;
  },

  async 'given up before they are open'(i) {
    const controller = new AbortController();
    const task = connect({ signal: controller.signal, timeout: i % 3 === 0 ? 1 : 60_000 });
    const close = next(task, 'close');
    if (i % 3 === 1) task.close();
    if (i % 3 === 2) controller.abort();
    await close;
  },

  async 'lost and made anew'(_, lane) {
    const task = returning(lane);
    if (task.readyState !== task.OPEN) await next(task, 'open');
    const anew = next(task, 'open');
    Socket.opening.get(task.url).onclose(LOST);
    await anew;
  },

  async 'reconnect(), of one that is open and of one that is closed'(i, lane) {
    const task = restarted(lane);
    const open = next(task, 'open');
    if (i % 2 === 0 && task.readyState === task.OPEN) await end({ task, socket: Socket.opening.get(task.url) });
    task.reconnect();
    await open;
  },

  'listeners that come and go'(_, lane) {
    const task = lasting(lane);
    for (const kind of KINDS.map(capital)) {
      const listener = () => {};
      task[`on${kind}`](listener);
      task[`off${kind}`](listener);
      uni[`onSocket${kind}`](listener);
      uni[`offSocket${kind}`](listener);
    }
  },

  async 'Promises that nobody looks at'(i) {
    uni.connectSocket({ url: NOWHERE });
    const { last } = StubSocket;
    const own = open({ queue: i % 2 === 0 });
    for (const wish of [{ data: 'x' }, { data: i }, {}]) own.task.send(wish);
    uni.sendSocketMessage({ data: 'x' });
    uni.closeSocket({ code: 1 });
    configure({ closeTimeout: -1 });
    last.onclose(LOST);
    await end(own);
  },

  async 'a signal that outlives them'(i) {
    const task = connect({ signal, queue: true });
    const socket = StubSocket.last;
    const sends = ['x', 'y'].map((data) => task.send({ data, signal }).catch(nothing));
    if (i % 3 === 0) task.drainQueue();
    if (i % 3 === 1) socket.onopen();
    await end({ task, socket });
    await Promise.all(sends);
  },

  async 'signals that take a message back'() {
    const own = { task: connect({ queue: true }), socket: StubSocket.last };
    const controller = new AbortController();
    const withdrawn = own.task.send({ data: 'x', signal: controller.signal }).catch(nothing);
    controller.abort();
    await withdrawn;
    await end(own);
  },

  async 'iterations that are broken off'(i) {
    const own = open();
    const left = leaves[i % leaves.length](own.task).catch(nothing);
    own.socket.onmessage({ data: 'x' });
    await left;
    await end(own);
  },

  async 'messages that wait in vain'(i) {
    const queue = { maxMessages: 2, maxAge: 1, overflow: i % 2 ? 'reject' : 'dropOldest' };
    const own = { task: connect({ queue }), socket: StubSocket.last };
    const sends = ['a', 'b', 'c', 'd'].map((data) => own.task.send({ data }).catch(nothing));
    // By close(), or for their age.
    if (i % 4 < 2) await Promise.all(sends);
    await end(own);
    await Promise.all(sends);
  },

  async 'a host that is full, and drains'() {
    const own = open({ queue: true, highWaterMark: 2 });
    own.socket.bufferedAmount = 2;
    const drain = next(own.task, 'drain');
    const sends = ['x', 'y'].map((data) => own.task.send({ data }));
    own.socket.bufferedAmount = 0;
    await drain;
    await Promise.all(sends);
    await end(own);
  },

  async heartbeats() {
    const own = open({ heartbeat: { interval: 1, message: () => 'ping', isReply: (data) => data === 'ping' } });
    await new Promise((resolve) => {
      own.socket.send = resolve;
    });
    own.socket.onmessage({ data: 'ping' });
    await end(own);
  },

  async 'addresses that are asked for'(i) {
    const late = new Promise((resolve) => setTimeout(resolve));
    const answers = [() => NOWHERE, () => late.then(() => NOWHERE), () => late.then(() => Promise.reject(new Error('no token')))];
    const task = connect({ url: answers[i % 3], protocols: () => ['chat'] });
    const close = next(task, 'close');
    if (i % 3 < 2) task.close();
    await close;
    await late;
  },

  async 'calls that are intercepted'(i) {
    const own = open();
    const answers = [false, undefined, Promise.resolve(false), Promise.reject(new Error('not now'))];
    const interceptor = { invoke: () => answers[i % answers.length], complete: nothing };
    for (const name of ['connectSocket', 'sendSocketMessage']) uni.addInterceptor(name, interceptor);
    const calls = [uni.connectSocket({ url: 'http://127.0.0.1/' }), uni.sendSocketMessage({ data: 'x' })];
    for (const name of ['connectSocket', 'sendSocketMessage']) uni.removeInterceptor(name, interceptor);
    await Promise.allSettled([...calls, answers[3]]);
    await end(own);
  },
};

const address = (path, lane) => `${servers[lane % servers.length]}${path}`;
const realReturning = living((lane) => connect({ url: address('/reset?after=1', lane), reconnect: AT_ONCE }));

const onSockets = {
  async 'opened and closed'(i) {
    const task = connect({ url: address('/echo?tag=leaks', i) });
    await opened(task);
    const echo = next(task, 'message');
    task.send({ data: 'x', complete: nothing });
    await echo;
    const close = next(task, 'close');
    task.close();
    await close;
  },

  async failed(i) {
    const task = connect({ url: i % 2 ? refusing : address('/refuse?tag=leaks', i), signal });
    await next(task, 'close');
  },

  async 'given up before they are open'(i) {
    const task = connect({ url: address(i % 2 ? '/hang?tag=leaks' : '/echo?tag=leaks', i) });
    const close = next(task, 'close');
    // At once, or once it may have reached the server.
    if (i % 4 < 2) await new Promise((resolve) => setTimeout(resolve, i % 5));
    task.close();
    await close;
  },

  async 'lost and made anew'(_, lane) {
    const task = realReturning(lane);
    if (task.readyState !== task.OPEN) await next(task, 'open');
    const anew = next(task, 'open');
    task.send({ data: 'x', complete: nothing });
    await anew;
  },
};

if (servers.length === 0) useHost({ WebSocket: Socket });
const [workloads, lanes] = servers.length === 0 ? [onNowhere, MANY] : [onSockets, undefined];

window.leaks = {
  names: Object.keys(workloads),
  /** Any function of the package. */
  witness: configure,
  run: (name, count) => inLanes(count, workloads[name], lanes),
};
