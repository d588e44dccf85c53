// How long from the call to the first message?

import { summary } from '../quantile.js';
import { pause } from './pause.js';

// Chromium lets an address rest for 10 ms between two handshakes.
const REST = 15;

export async function work(connect, { address, tag, count }) {
  const times = [];
  const sockets = [];
  for (let i = 0; i < count; i++) {
    await pause(REST);
    await new Promise((resolve) => {
      const start = performance.now();
      const onMessage = () => {
        times.push(performance.now() - start);
        resolve();
      };
      sockets.push(connect(`${address}/flood?count=1&tag=${tag}`, { onOpen() {}, onMessage }));
    });
  }
  return { sockets, items: count, values: { each: summary(times).median } };
}
