// What does a library add to a received message? With one listener, on a stub: one message after the other.

import { openStub } from './stub.js';

const BURST = 500;

export async function work(connect, { count, size, binary }) {
  const data = binary ? new ArrayBuffer(size) : 'x'.repeat(size);
  const event = new MessageEvent('message', { data });
  let received = 0;
  const { socket, stub } = await openStub(connect, () => {
    received += 1;
  });
  const run = async (messages) => {
    let time = 0;
    for (let begun = 0; begun < messages; begun += BURST) {
      const due = received + BURST;
      const start = performance.now();
      for (let i = 0; i < BURST; i++) stub.fire(event);
      // Some tell their listeners a little later.
      for (let turn = 0; received < due; turn++) {
        if (turn > 10 * BURST) throw new Error(`${received} of ${due} messages were heard`);
        await undefined;
      }
      time += performance.now() - start;
    }
    return time / Math.max(messages, BURST);
  };
  await run(count);
  const each = await run(count);
  socket.close();
  return { sockets: [], items: count, values: { each } };
}
