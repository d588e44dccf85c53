import { backend, init, uni } from 'uni-socket/slim';
import address from 'uni-socket/uni-socket.wasm?url';

init(address);
const task = uni.connectSocket({ url: new URLSearchParams(location.search).get('echo'), complete() {} });
task.onOpen(() => task.send({ data: 'hello' }));
task.onMessage(({ data }) => document.body.append(`${data} over ${backend}`));
