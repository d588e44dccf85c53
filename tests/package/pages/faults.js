// Sends numbers, and notes what becomes of each. faults.test.mjs drives it through `window.client`.

import { uni } from '/pkg/dist/index.js';

const BEAT = 'beat';
const note = { opens: [], losses: [], wakes: [], echoed: [], ends: [], errors: [], closes: 0 };
let task;
let attempts = 0;

/** Once the page has come back, by whichever event tells of it first. */
const wake = () => note.wakes.push(performance.now());
document.addEventListener('visibilitychange', () => document.hidden || wake());
addEventListener('online', wake);
addEventListener('pageshow', ({ persisted }) => persisted && (note.restored = true));

window.client = {
  note,
  /** @param urls one an attempt, and then the last one again and again */
  connect({ urls, reconnect, heartbeat }) {
    task = uni.connectSocket({
      url: () => urls[Math.min(attempts++, urls.length - 1)],
      reconnect,
      heartbeat: heartbeat && { ...heartbeat, message: BEAT, isReply: (data) => data === BEAT },
      queue: true,
      complete() {},
    });
    task.onOpen(() => note.opens.push(performance.now()));
    task.onReconnecting(({ cause }) => note.losses.push({ at: performance.now(), code: cause.code }));
    task.onMessage(({ data }) => note.echoed.push(Number(data)));
    task.onError(({ errMsg }) => note.errors.push(errMsg));
    task.onClose(() => (note.closes += 1));
  },
  send(count) {
    for (const end = note.ends.length + count; note.ends.length < end; ) {
      const ends = [];
      // On which connection it was handed over is the one that may lose it.
      const success = () => ends.push({ connection: note.opens.length });
      const fail = ({ errMsg }) => ends.push({ failed: errMsg });
      task.send({ data: String(note.ends.push(ends) - 1), success, fail });
    }
  },
  stats: () => task.stats(),
};
