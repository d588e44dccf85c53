// node program.cjs <entry> <where sockets come from> <address>

const { readFileSync } = require('node:fs');

const [entry, host, url] = process.argv.slice(2);
const uniSocket = require(entry);
const { uni, init, useHost } = uniSocket;
if (init) init(readFileSync(require.resolve('uni-socket/uni-socket.wasm')));
if (host === 'ws') useHost(require('ws'));
const task = uni.connectSocket({ url, complete() {} });
task.onOpen(() => task.send({ data: 'hello' }));
task.onMessage(({ data }) => {
  console.log(`${data} over ${uniSocket.backend}`);
  task.close();
});
