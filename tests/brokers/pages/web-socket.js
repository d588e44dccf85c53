// A task in the shape of a WebSocket, for clients that are given a function to make one: as much of it as mqtt and
// @stomp/stompjs ask for. The recipe of docs/brokers.md.

import { uni } from 'uni-socket';

export function openWebSocket(url, protocols) {
  const task = uni.connectSocket({ url, protocols, complete() {} });
  const socket = {
    __proto__: task, // readyState, OPEN, protocol, bufferedAmount
    send: (data) => task.send({ data, complete() {} }),
    close: (code, reason) => task.close({ code, reason, complete() {} }),
  };
  task.onOpen((event) => socket.onopen?.(event));
  task.onMessage((event) => socket.onmessage?.(event));
  task.onError((event) => socket.onerror?.(event));
  task.onClose((event) => socket.onclose?.(event));
  return socket;
}
