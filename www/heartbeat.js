// What is asked and answered to see whether the peer is there? The library says nothing of it: the questions are counted by a
// `message` that is a function, the answers by the time that `stats()` gives of the last one.

import { duration } from './describe.js';
import { t } from './i18n.js';

/**
 * Returns what to give as `heartbeat` in place of `given`, which asks the same.
 * @param socket gets `heartbeat`, with `look(stats)`
 */
export function watchHeartbeat(given, socket, timeline) {
  const { message = 'ping', ...rest } = given === true ? {} : given;
  let entry;
  let asked = 0;
  let answered = 0;
  let last = null;

  const detail = () =>
    t('heartbeat: {asked} asked, {answered} answered', { asked, answered }) +
    (last === null ? '' : t(', the last one in {time}', { time: duration(last) }));

  function ask() {
    // The answer to the last question was there, or there would be no other one.
    look(socket.task.stats());
    asked += 1;
    const now = performance.now();
    socket.phases.mark('beat', now);
    const { id } = socket.task;
    entry = timeline.add({ kind: 'beat', socket: id, name: '', key: `beat ${id}`, at: now, detail });
    return typeof message === 'function' ? message() : message;
  }

  function look({ roundTrip }) {
    if (roundTrip === null || roundTrip === last) return;
    last = roundTrip;
    answered += 1;
    socket.meter.addRoundTrip(roundTrip);
    if (entry) timeline.show();
  }

  socket.heartbeat = { look };
  return { ...rest, message: ask };
}
