// node program.mjs <entry> <where sockets come from> <address>

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const [entry, host, url] = process.argv.slice(2);
const uniSocket = await import(entry);
const { uni, init, useHost } = uniSocket;
if (init) init(readFile(createRequire(import.meta.url).resolve('uni-socket/uni-socket.wasm')));
if (host === 'ws') useHost(await import('ws'));
const task = uni.connectSocket({ url, complete() {} });
task.onOpen(() => task.send({ data: 'hello' }));
task.onMessage(({ data }) => {
  console.log(`${data} over ${uniSocket.backend}`);
  task.close();
});
