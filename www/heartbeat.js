// What is asked and answered to see whether the peer is there? The library says nothing of it, so its two functions are put to
// use: `message` is called for each question, `isReply` for what may be the answer. Where there is no `isReply`, the time that
// `stats()` gives of an answer tells of one.

import { duration } from './describe.js';
import { t } from './i18n.js';

/**
 * Returns what to give as `heartbeat` in place of `given`: it asks the same, and takes the same for an answer.
 * @param socket gets `heartbeat`, with `look(stats)`
 */
export function watchHeartbeat(given, socket, timeline) {
  const { message = 'ping', isReply, ...rest } = given === true ? {} : given;
  let askedAt;
  /** So far; the row of the last question is changed by its answer, those before it are history. */
  let counts = { asked: 0, answered: 0, last: null };

  function ask() {
    counts = { ...counts, asked: counts.asked + 1 };
    askedAt = performance.now();
    socket.phases.mark('beat', askedAt);
    const { id } = socket.task;
    timeline.add({ kind: 'beat', socket: id, name: '', key: `beat ${id}`, at: askedAt, detail: inWords(counts) });
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
    if (isAnswer && askedAt !== undefined) {
      answer(performance.now() - askedAt);
      // It has been answered: another one that looks like it is not its answer.
      askedAt = undefined;
    }
    return isAnswer;
  }

  socket.heartbeat = {
    look({ roundTrip }) {
      if (!isReply && roundTrip !== null && roundTrip !== counts.last) answer(roundTrip);
    },
  };
  return { ...rest, message: ask, ...(isReply && { isReply: knows }) };
}

const inWords = (counts) => () =>
  t('heartbeat: {asked} asked, {answered} answered', counts) +
  (counts.last === null ? '' : t(', the last one in {time}', { time: duration(counts.last) }));
