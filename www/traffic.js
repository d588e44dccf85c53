// What keeps a socket busy? So many messages a second, each with a number, by which its echo is known.

const TICK = 50;
/** What is owed after a pause, at most: a page in the background is woken once a second only. */
const MOST_AT_ONCE = 5_000;
/** Bytes that the browser may have left to send. */
const MOST_BUFFERED = 1 << 20;
/** Echoes that are waited for. */
const MOST_AWAITED = 10_000;
const HEAD = '{"traffic":';

/**
 * @param send `(socket, data, handedOver)`
 * @param onChange is called when it begins or ends
 */
export function createTraffic({ send, onChange }) {
  const handedOver = new Map();
  let socket;
  let timer;
  let number = 0;
  let unanswered = 0;

  function start(wanted, { rate, characters }) {
    stop();
    socket = wanted;
    let owed = 0;
    let last = performance.now();
    timer = setInterval(() => {
      const now = performance.now();
      owed = Math.min(owed + (rate * (now - last)) / 1000, MOST_AT_ONCE);
      last = now;
      for (; owed >= 1; owed--) sendOne(characters);
    }, TICK);
    onChange();
  }

  function sendOne(characters) {
    const { task, hasQueue } = socket;
    // Without a queue there is nothing to be had but a failure for each.
    if (!(hasQueue || task.readyState === task.OPEN) || task.bufferedAmount > MOST_BUFFERED) return;
    const own = (number += 1);
    const head = `${HEAD}${own},"filling":"`;
    const data = `${head}${'x'.repeat(Math.max(0, characters - head.length - 2))}"}`;
    send(socket, data, () => {
      handedOver.set(own, performance.now());
      // Not every server echoes.
      if (handedOver.size > MOST_AWAITED) handedOver.delete(handedOver.keys().next().value);
    });
  }

  function stop() {
    if (timer === undefined) return;
    clearInterval(timer);
    timer = undefined;
    handedOver.clear();
    onChange();
  }

  /** An echo of ours tells how long it was under way, there and back. */
  function hear({ meter }, data) {
    if (typeof data !== 'string' || !data.startsWith(HEAD)) return;
    const own = Number.parseInt(data.slice(HEAD.length), 10);
    const since = handedOver.get(own);
    if (handedOver.delete(own)) meter.addRoundTrip(performance.now() - since);
  }

  return {
    start,
    stop,
    hear,
    isRunning: () => timer !== undefined,
    /** What was under way on a connection that is lost will have no echo. */
    forget() {
      unanswered = handedOver.size;
      handedOver.clear();
    },
    /** How many those were, the last time. */
    unanswered: () => unanswered,
    socket: () => socket,
  };
}
