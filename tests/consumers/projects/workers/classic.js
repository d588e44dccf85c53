importScripts('node_modules/uni-socket/dist/uni-socket.global.js');

const task = uni.connectSocket({ url: new URLSearchParams(location.search).get('echo'), complete() {} });
task.onOpen(() => task.send({ data: 'hello' }));
task.onMessage(({ data }) => new BroadcastChannel('heard').postMessage(`${data} over ${uniSocket.backend}`));
