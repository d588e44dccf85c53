// What does a library add to a received message? With one listener, on a stub: one message after the other.

import { openStub } from './stub.js';

export async function work(connect, { count, size, binary }) {
  const data = binary ? new ArrayBuffer(size) : 'x'.repeat(size);
  const event = new MessageEvent('message', { data });
  let received = 0;
  const { socket, stub } = await openStub(connect, () => {
    received += 1;
  });
  const run = (messages) => {
    const start = performance.now();
    for (let i = 0; i < messages; i++) stub.fire(event);
    return performance.now() - start;
  };
  run(count);
  const time = run(count);
  socket.close();
  if (received !== 2 * count) throw new Error(`${received} of ${2 * count} messages were heard`);
  return { sockets: [], items: count, values: { each: time / count } };
}
