// How are many sockets opened without Chromium's brakes? It makes a page with 16 handshakes under way wait for seconds, and
// an address rest for 10 ms after each: so a few at a time, and to several addresses.

const LANES = 6;

/** Resolves once `open(i)` has resolved for each number below `count`. */
export async function inLanes(count, open) {
  let next = 0;
  const lane = async () => {
    while (next < count) await open(next++);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
