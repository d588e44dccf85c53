// What does a message cost, there and back, with so many sockets? The same number of messages is in flight for each number
// of sockets.

import { inLanes } from '../in-lanes.js';

export async function work(connect, { addresses, tag, count, sockets: number, inFlight }) {
  const data = 'x'.repeat(64);
  const sockets = [];
  let asked = 0;
  let answered = 0;
  let done;
  const finished = new Promise((resolve) => (done = resolve));
  const open = (i) =>
    new Promise((resolve) => {
      const onMessage = () => {
        answered += 1;
        if (asked < count) {
          asked += 1;
          sockets[i].send(data);
        }
        if (answered === count) done();
      };
      sockets[i] = connect(`${addresses[i % addresses.length]}/echo?tag=${tag}`, { onOpen: resolve, onMessage });
    });
  await inLanes(number, open);
  const start = performance.now();
  while (asked < inFlight) sockets[asked++ % number].send(data);
  await finished;
  return { sockets, items: count, values: { each: (performance.now() - start) / count } };
}
