// What does the page have a say in? Functions among the options, which are asked while a task runs. What they throw is shown,
// and counts as no answer.

import { records } from './listeners.js';
import { report } from './outcome.js';
import { describeWrongType, sizeOf, whatIsWrong } from './values.js';

function ask(id, name, ...questions) {
  const { given } = records.get(id);
  try {
    return given[name]?.(...questions);
  } catch (error) {
    report(error);
    return undefined;
  }
}

export function shouldReconnect(id, code, reason = '', wasClean, attempt) {
  const answer = ask(id, 'reconnect.shouldReconnect', { code, reason, wasClean }, attempt);
  return answer === undefined ? undefined : Boolean(answer);
}

/** What to send as a heartbeat; undefined if the page's function gives nothing that can be sent. */
export function heartbeatMessage(id) {
  const message = records.get(id).given['heartbeat.message'] ?? 'ping';
  const answer = typeof message === 'function' ? ask(id, 'heartbeat.message') : message;
  return sizeOf(answer) < 0 ? undefined : answer;
}

/** Whether a message is the answer to a heartbeat and nothing else; the core hears of what may have been one. */
export function answersHeartbeat(core, { id, given }, data) {
  // Without a function that knows, the first message after the question is taken for the answer, and delivered.
  const knows = Boolean(given['heartbeat.isReply']);
  const isReply = knows && Boolean(ask(id, 'heartbeat.isReply', data));
  if (isReply || !knows) core.answered(id);
  return isReply;
}

/** Asks for the URL and the protocols of an attempt, and gives `core` the answers. */
export function provide(core, id, attempt) {
  const record = records.get(id);
  const { given } = record;
  const answer = (value) => (typeof value === 'function' ? value() : value);
  Promise.resolve()
    .then(() => Promise.all([answer(given.url), answer(given.protocols)]))
    .then(([provided, offered]) => {
      const wrong =
        (typeof provided !== 'string' && describeWrongType('url', 'String', provided)) ||
        whatIsWrong({ protocols: offered }, 'protocols', 'Array, String');
      if (wrong) throw new TypeError(wrong);
      // A core that has failed took its attempts along, and their numbers begin anew.
      if (record.given === given && core.provided(id, attempt, provided, offered ?? undefined)) record.url = provided;
    })
    .catch((error) => record.given === given && core.notProvided(id, attempt, error));
}
