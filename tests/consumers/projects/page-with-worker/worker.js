import { backend, uni } from 'uni-socket';

self.onmessage = ({ data: url }) => {
  const task = uni.connectSocket({ url, complete() {} });
  task.onOpen(() => task.send({ data: 'hello' }));
  task.onMessage(({ data }) => self.postMessage(`${data} over ${backend}`));
};
