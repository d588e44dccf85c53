// A task in the shape of a WebSocket, as far as mqtt needs it.

import { uni } from 'uni-socket';

const PLAIN = { reconnect: false, heartbeat: false, queue: false }; // whatever `configure` says

export function openWebSocket(url, protocols) {
  const task = uni.connectSocket({ url, protocols, ...PLAIN, complete() {} });
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
