// uni-app's own sockets for H5, out of its ES build: what a page of a uni-app gets. Only this part of it is bundled.

import { connectSocket } from '@dcloudio/uni-h5/dist/uni-h5.es.js';

export function connect(url, { onOpen, onMessage }) {
  const task = connectSocket({ url, complete() {} });
  task.onOpen(onOpen);
  task.onMessage(onMessage);
  return {
    send: (data) => task.send({ data }),
    listen: (listener) => task.onMessage(listener),
    // It has no such member; the benchmark has to know.
    buffered: () => task._webSocket.bufferedAmount,
    close: () => task.close({}),
  };
}
