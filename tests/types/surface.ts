// Compiled, never run: what the declarations promise, and that code written for uni-app's own types accepts ours.

import { type ConnectResult, type SocketTask, backend, configure, install, ready, uni as ours } from 'uni-socket';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function expectType<Expected>() {
  return <Actual>(_value: Actual, ..._same: Equal<Actual, Expected> extends true ? [] : ['not the expected type']) => {};
}

const url = 'wss://example.com/socket';

// CALL-2, CONN-2: callback mode returns the task, Promise mode a Promise that also is one.
expectType<SocketTask>()(ours.connectSocket({ url, complete() {} }));
expectType<Promise<ConnectResult> & SocketTask>()(ours.connectSocket({ url }));
expectType<Promise<ConnectResult> & SocketTask>()(ours.connectSocket({ url, success: null }));

async function promiseMode() {
  const { socketTask, errMsg } = await ours.connectSocket({ url, protocols: 'chat' });
  expectType<string>()(errMsg);
  expectType<SocketTask>()(socketTask);
  const task = ours.connectSocket({ url });
  task.onOpen(({ header }) => expectType<Record<string, unknown>>()(header));
  task.onClose(({ code, reason, wasClean }) => [code.toFixed(), reason.trim(), wasClean === true]);
  task.onError(({ errMsg, errCode }) => [errMsg.trim(), errCode.toFixed()]);
  for await (const { data } of task) void data;
  await task.send({ data: new Uint8Array(2) });
  await task.close();
}

async function optIn(signal: AbortSignal) {
  const task = ours.connectSocket({
    url: async () => `${url}?token=fresh`,
    reconnect: { jitter: 'equal', shouldReconnect: ({ code }, attempt) => (code === 4000 ? attempt < 3 : undefined) },
    heartbeat: true,
    queue: { overflow: 'dropOldest', maxAge: 5_000 },
    highWaterMark: 65_536,
    signal,
    complete() {},
  });
  task.onReconnecting(({ attempt, delay, cause }) => [attempt.toFixed(), delay.toFixed(), cause.error?.errMsg]);
  const { bufferedAmount } = await task.send({ data: 'text', volatile: true, signal });
  expectType<number | undefined>()(bufferedAmount);
  ours.addInterceptor('connectSocket', { invoke: (options) => options.url !== '' });
  await configure({ queue: { maxMessages: 10 } });
}

expectType<void>()(ours.sendSocketMessage({ data: 'text', fail: ({ errCode }) => errCode.toFixed() }));
expectType<void>()(
  ours.closeSocket({
    code: 1000,
    success({ errMsg }) {
      errMsg.trim();
    },
  }),
);

// @ts-expect-error url is required
ours.connectSocket({ complete() {} });
// @ts-expect-error numbers are not sent
ours.sendSocketMessage({ data: 1 });
// @ts-expect-error a listener is a function
ours.onSocketOpen('open');
// @ts-expect-error a style that there is not
configure({ promiseStyle: 'callback' });

expectType<'wasm' | 'js' | undefined>()(backend);
expectType<Promise<void>>()(ready);

// Code that takes uni-app's `uni` takes ours.
type SocketFunctions =
  | 'connectSocket'
  | 'sendSocketMessage'
  | 'closeSocket'
  | 'onSocketOpen'
  | 'onSocketMessage'
  | 'onSocketError';
const asUpstream: Pick<UniNamespace.Uni, SocketFunctions> = ours;
// @ts-expect-error uni-app's types promise an errMsg in the close event, which uni-app itself never gives (EVT-1)
const asUpstreamClose: Pick<UniNamespace.Uni, 'onSocketClose'> = ours;
const upstreamTask: UniNamespace.SocketTask = ours.connectSocket({ url, complete() {} });
const installed = install(uni);
installed.offSocketOpen();

export { asUpstream, asUpstreamClose, optIn, promiseMode, upstreamTask };
