// How is a socket of uni-app's API used? With `success`, as uni-app's own documentation does.

const success = () => {};

export const over =
  (connectSocket, bufferedAmount = (task) => task.bufferedAmount) =>
  (url, { onOpen, onMessage }) => {
    const task = connectSocket({ url, complete() {} });
    task.onOpen(onOpen);
    task.onMessage(onMessage);
    return {
      send: (data) => task.send({ data, success }),
      buffered: () => bufferedAmount(task),
      close: () => task.close({}),
    };
  };
