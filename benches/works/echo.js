// How long is a message under way, there and back, with so many of them in flight?

import { quantile } from '../quantile.js';

export async function work(connect, { address, tag, count, inFlight }) {
  const data = 'x'.repeat(64);
  const sent = new Float64Array(count);
  const times = new Float64Array(count);
  let asked = 0;
  let answered = 0;
  let socket;
  await new Promise((resolve) => {
    const ask = () => {
      sent[asked++] = performance.now();
      socket.send(data);
    };
    const onMessage = () => {
      times[answered] = performance.now() - sent[answered];
      answered += 1;
      if (asked < count) ask();
      if (answered === count) resolve();
    };
    const onOpen = () => {
      while (asked < inFlight) ask();
    };
    socket = connect(`${address}/echo?tag=${tag}`, { onOpen, onMessage });
  });
  times.sort();
  return { sockets: [socket], items: count, values: { p50: quantile(times, 0.5), p99: quantile(times, 0.99) } };
}
