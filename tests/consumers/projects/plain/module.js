import { backend, uni } from './node_modules/uni-socket/dist/index.js';

const task = uni.connectSocket({ url: new URLSearchParams(location.search).get('echo'), complete() {} });
task.onOpen(() => task.send({ data: 'hello' }));
task.onMessage(({ data }) => document.body.append(`${data} over ${backend}`));
