// How is a socket of uni-app's API used? Without callbacks.

export const over =
  (connectSocket) =>
  (url, { onOpen, onMessage }, { queued = false } = {}) => {
    const queue = queued && { maxMessages: 1_000_000, maxBytes: 2 ** 30 };
    const task = connectSocket({ url, queue, complete() {} });
    task.onOpen(onOpen);
    task.onMessage(onMessage);
    return {
      send: (data) => task.send({ data }),
      listen: (listener) => task.onMessage(listener),
      buffered: () => task.bufferedAmount,
      close: () => task.close({}),
    };
  };
