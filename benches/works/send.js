// What does a call of `send` cost, with all that it does before the next task begins? In bursts: the next one waits
// until the browser has nothing left to send, so that no buffer grows.

import { pause } from './pause.js';

export async function work(connect, { address, tag, bursts, burst, size, binary }) {
  let socket;
  await new Promise((resolve) => {
    socket = connect(`${address}/sink?tag=${tag}`, { onOpen: resolve, onMessage() {} });
  });
  const data = binary ? new Uint8Array(size).fill(120).buffer : 'x'.repeat(size);
  let time = 0;
  for (let i = 0; i < bursts; i++) {
    const start = performance.now();
    for (let k = 0; k < burst; k++) socket.send(data);
    // What was left to microtasks, and what those left to others, is part of the call.
    for (let k = 0; k < 4; k++) await undefined;
    time += performance.now() - start;
    while (socket.buffered() > 0) await pause(1);
  }
  const items = bursts * burst;
  return { sockets: [socket], items, messages: items, values: { each: time / items } };
}
