// What is asked and answered to see whether the peer is there? The library says nothing of it, so its two functions are put to
// use: `message` is called for each question, `isReply` for what may be the answer. Where there is no `isReply`, the time that
// `stats()` gives of an answer tells of one.

import { duration } from './describe.js';
import { t } from './i18n.js';

/** Questions whose answers are waited for. */
const MOST_AWAITED = 100;

/**
 * Returns what to give as `heartbeat` in place of `given`: it asks the same, and takes the same for an answer.
 * @param socket gets `heartbeat`, with `look(stats)`, and `forget()` for when what was asked will have no answer
 */
export function watchHeartbeat(given, socket, timeline) {
  const { message = 'ping', isReply, ...rest } = given === true ? {} : given;
  /** When; answers come in order. */
  const awaited = [];
  /** So far; the row of the last question is changed by its answer, those before it are history. */
  let counts = { asked: 0, answered: 0, last: null };

  function ask() {
    counts = { ...counts, asked: counts.asked + 1 };
    const at = performance.now();
    awaited.push(at);
    if (awaited.length > MOST_AWAITED) awaited.shift();
    socket.phases.mark('beat', at);
    const { id } = socket.task;
    timeline.add({ kind: 'beat', socket: id, name: '', key: `beat ${id}`, at, detail: inWords(counts) });
    return typeof message === 'function' ? message() : message;
  }

  function answer(roundTrip) {
    counts.last = roundTrip;
    counts.answered += 1;
    socket.meter.addRoundTrip(roundTrip);
    timeline.show();
  }

  function knows(data) {
    const isAnswer = isReply(data);
    // Another one that looks like it is no answer.
    if (isAnswer && awaited.length > 0) answer(performance.now() - awaited.shift());
    return isAnswer;
  }

  socket.heartbeat = {
    forget: () => awaited.splice(0),
    look({ roundTrip }) {
      if (!isReply && roundTrip !== null && roundTrip !== counts.last) answer(roundTrip);
    },
  };
  return { ...rest, message: ask, ...(isReply && { isReply: knows }) };
}

const inWords = (counts) => () =>
  t('heartbeat: {asked} asked, {answered} answered', counts) +
  (counts.last === null ? '' : t(', the last one in {time}', { time: duration(counts.last) }));
