// Compiled, never run: where Alipay's own types and ours overlap. They do in what is asked for, hardly in what is
// answered: its failures are `{ error, errorMessage }`, its events nested, binary data is base64. No DOM is there, as
// in a mini-program.
//
// The typings are @mini-types/alipay. Of what it consists of, tsconfig.json names the part with `my` alone,
// @mini-types/my: the other, about pages and components, has errors of its own (3.0.14).

import { type CloseOptions, type ConnectSocketOptions, type SendOptions, type SocketTask, uni as ours } from 'uni-socket';
import { install, useHost } from 'uni-socket/mp';

declare const task: SocketTask;

useHost(my);
install(my).offSocketOpen();

type Connect = Parameters<typeof my.connectSocket>[0];
type Send = Parameters<my.SocketTask['send']>[0];
type GlobalSend = Parameters<typeof my.sendSocketMessage>[0];
type Close = NonNullable<Parameters<my.SocketTask['close']>[0]>;
type GlobalClose = NonNullable<Parameters<typeof my.closeSocket>[0]>;

// Options that Alipay takes: its types know no callbacks of connectSocket.
declare const connect: Connect;
declare const send: Pick<Send & GlobalSend, 'data'>;
declare const close: Pick<Close & GlobalClose, 'code' | 'reason'>;
ours.connectSocket(connect);
task.send(send);
task.close(close);
// The others are here by the same names, but for `data`: Alipay writes it into the URL's query.
const missing: 'data' = {} as Exclude<keyof Connect, keyof ConnectSocketOptions>;

// What is answered is `{ errMsg }` and `{ errMsg, errCode }` here (RES-1, RES-2).
// @ts-expect-error `{ error, errorMessage }` at Alipay
const fail: SendOptions['fail'] & CloseOptions['fail'] = {} as NonNullable<Send['fail'] & Close['fail']>;
// @ts-expect-error `{ success: true }` at Alipay
const sent: SendOptions['success'] = {} as NonNullable<Send['success']>;
// @ts-expect-error `{ message }` at Alipay
const closed: CloseOptions['success'] = {} as NonNullable<Close['success']>;

// Of the global events two are alike; `off…` without a listener takes them all off in both.
type Alike = 'onSocketOpen' | 'onSocketClose' | 'offSocketOpen' | 'offSocketClose';
const asHost: Pick<typeof my, Alike> = ours;
// @ts-expect-error `isBuffer` at Alipay, with base64 in `data`
const asMessage: Pick<typeof my, 'onSocketMessage'> = ours;
// @ts-expect-error `{ error, errorMessage }` at Alipay
const asError: Pick<typeof my, 'onSocketError'> = ours;

// Of a task's events none: whoever is used to `event.data.data` is told by the compiler.
// @ts-expect-error `{ data: { socketTaskID } }` at Alipay
const asTaskOpen: Pick<my.SocketTask, 'onOpen'> = task;
// @ts-expect-error `{ data: { socketTaskID } }` at Alipay
const asTaskClose: Pick<my.SocketTask, 'onClose'> = task;
// @ts-expect-error `{ data: { socketTaskID }, error }` at Alipay
const asTaskError: Pick<my.SocketTask, 'onError'> = task;
type Message = Parameters<Parameters<my.SocketTask['onMessage']>[0]>[0];
// @ts-expect-error a string or an ArrayBuffer here, `{ data: { socketTaskID, data, isBuffer } }` at Alipay
task.onMessage<string | ArrayBuffer>(({ data }: Message) => data);

export { asError, asHost, asMessage, asTaskClose, asTaskError, asTaskOpen, closed, fail, missing, sent };
