// What does a library add to a call of `send`? On a stub, with the microtasks that it leaves behind.

import { openStub } from './stub.js';

const BURST = 500;

export async function work(connect, { count, size, binary }) {
  const data = binary ? new ArrayBuffer(size) : 'x'.repeat(size);
  let sent = 0;
  const { socket, stub } = await openStub(connect, () => {});
  stub.send = () => {
    sent += 1;
  };
  const run = async (messages) => {
    let time = 0;
    for (let begun = 0; begun < messages; begun += BURST) {
      const start = performance.now();
      for (let i = 0; i < BURST; i++) socket.send(data);
      for (let turn = 0; turn < 4; turn++) await undefined;
      time += performance.now() - start;
    }
    return time / Math.max(messages, BURST);
  };
  await run(count);
  const each = await run(count);
  socket.close();
  if (sent < 2 * count) throw new Error(`${sent} of ${2 * count} messages were sent`);
  return { sockets: [], items: count, values: { each } };
}
