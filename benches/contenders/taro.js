// Taro's sockets for H5. Its task is had from a Promise, and hands the browser's own event on.

import { connectSocket } from '@tarojs/taro-h5/dist/api/network/websocket/index.js';

export function connect(url, { onOpen, onMessage }) {
  let task;
  connectSocket({ url }).then((connected) => {
    task = connected;
    // It leaves this at `blob`, which would be other work than everybody else's.
    task.ws.binaryType = 'arraybuffer';
    task.onOpen(onOpen);
    task.onMessage(onMessage);
    // Without a listener a close of the server's would keep its place among the five.
    task.onClose(() => {});
  });
  return {
    send: (data) => task.send({ data }),
    buffered: () => task.ws.bufferedAmount,
    close: () => task.close({}),
  };
}
