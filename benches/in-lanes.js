// How are many sockets opened without Chromium's brakes? It makes a page with 16 handshakes under way wait for seconds, and
// an address rest for 10 ms after each: so a few at a time, and to several addresses.

const LANES = 6;

/** Resolves once `open(i, lane)` has resolved for each number below `count`, with so many `lanes` of them under way. */
export async function inLanes(count, open, lanes = LANES) {
  let next = 0;
  const drive = async (_, lane) => {
    while (next < count) await open(next++, lane);
  };
  await Promise.all(Array.from({ length: lanes }, drive));
}
