// Compiled, never run: code written for ByteDance's own types accepts ours, and in what they differ. No DOM is there,
// as in a mini-program.

import {
  type CloseEvent,
  type ConnectSocketOptions,
  type MessageEvent,
  type OpenEvent,
  type SocketTask,
  uni as ours,
} from 'uni-socket';
import { install, useHost } from 'uni-socket/mp';

const url = 'wss://example.com/socket';
declare const task: SocketTask;

useHost(tt);
install(tt).offSocketOpen();

type Task = ReturnType<typeof tt.connectSocket>;
type Connect = Parameters<typeof tt.connectSocket>[0];
type EventOf<Listening extends 'onOpen' | 'onMessage' | 'onClose'> = Parameters<Parameters<Task[Listening]>[0]>[0];

// Options that ByteDance takes, whatever they hold.
declare const connect: Omit<Connect, 'success'>;
declare const send: Parameters<Task['send']>[0];
declare const close: Parameters<Task['close']>[0];
ours.connectSocket(connect);
task.send(send);
task.close(close);
// There is none that has another name here, or none.
const missing: never = {} as Exclude<keyof Connect, keyof ConnectSocketOptions>;
// @ts-expect-error ByteDance's types promise a `socketTaskId` as well, a number; `id` of a task is text here
ours.connectSocket({ url, success: {} as NonNullable<Connect['success']> });

// A task, but for events that ByteDance has more to tell of.
const asTask: Omit<Task, 'onOpen' | 'onMessage' | 'onClose'> = task;
declare const open: OpenEvent;
declare const message: MessageEvent<string | ArrayBuffer>;
declare const closed: CloseEvent;
// `protocolType` and `socketType` come along where ByteDance itself opens the socket, and nowhere else (EVT-1).
const asOpened: Pick<EventOf<'onOpen'>, 'header'> & Partial<EventOf<'onOpen'>> = open;
// @ts-expect-error its types promise them always
const asOpen: Pick<Task, 'onOpen'> = task;
const asMessage: Pick<EventOf<'onMessage'>, 'data'> = message;
const asClosed: Pick<EventOf<'onClose'>, 'code' | 'reason'> = closed;

// @ts-expect-error a code may be text there, and never is here
const code: CloseEvent['code'] = {} as EventOf<'onClose'>['code'];

export { asClosed, asMessage, asOpen, asOpened, asTask, code, missing };
