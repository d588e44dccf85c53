// Compiled, never run: code written for WeChat's own types accepts ours, and in what they differ. No DOM is there,
// as in a mini-program.

import { type ConnectSocketOptions, type OpenEvent, type SendOptions, type SocketTask, uni as ours } from 'uni-socket';
import { install, useHost } from 'uni-socket/mp';

declare const task: SocketTask;

useHost(wx);
install(wx).offSocketOpen();

// Options that WeChat takes, whatever they hold, each with its callbacks.
declare const connect: WechatMiniprogram.ConnectSocketOption;
declare const send: WechatMiniprogram.SendSocketMessageOption;
declare const close: WechatMiniprogram.CloseSocketOption;
declare const sendOfTask: WechatMiniprogram.SocketTaskSendOption;
declare const closeOfTask: WechatMiniprogram.SocketTaskCloseOption;
ours.connectSocket(connect);
ours.sendSocketMessage(send);
ours.closeSocket(close);
task.send(sendOfTask);
task.close(closeOfTask);

// There is none that has another name here, or none.
const missing: never = {} as Exclude<keyof WechatMiniprogram.ConnectSocketOption, keyof ConnectSocketOptions>;

// Tasks and functions.
const asTask: Omit<WechatMiniprogram.SocketTask, 'onOpen'> = task;
type SocketFunctions =
  | 'sendSocketMessage'
  | 'closeSocket'
  | 'onSocketOpen'
  | 'onSocketMessage'
  | 'onSocketError'
  | 'onSocketClose';
const asHost: Pick<WechatMiniprogram.Wx, SocketFunctions> = ours;
const asConnect: (options: WechatMiniprogram.ConnectSocketOption) => typeof asTask = ours.connectSocket;

// @ts-expect-error WeChat's types promise a `profile`, which is there only where WeChat itself opens the socket (EVT-1)
const asOpen: Pick<WechatMiniprogram.SocketTask, 'onOpen'> = task;
declare const open: OpenEvent;
const asOpened: Partial<WechatMiniprogram.OnOpenListenerResult> = open;

// @ts-expect-error a view is taken here (SEND-4), but not by WeChat
const data: WechatMiniprogram.SocketTaskSendOption['data'] = {} as SendOptions['data'];

export { asConnect, asHost, asOpen, asOpened, asTask, data, missing };
