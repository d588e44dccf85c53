import { backend, init, uni } from 'uni-socket/slim';

init(new URL('uni-socket/uni-socket.wasm', import.meta.url));
const task = uni.connectSocket({ url: new URLSearchParams(location.search).get('echo'), complete() {} });
task.onOpen(() => task.send({ data: 'hello' }));
task.onMessage(({ data }) => document.body.append(`${data} over ${backend}`));
