// Which plans have once found something? They are run before all others, with each build. The title begins with the rule of
// docs/contract.md that did not hold.

import { ODD, PLAINLY, WRONG } from './stage/values.js';

const connect = (options, rest) => ({ do: 'connect', dressing: PLAINLY, options: { url: 'plain', ...options }, ...rest });
/** With callbacks for a failure, which call that. */
const heard = (...calls) => ({ ...PLAINLY, mode: 'callbacks', names: ['fail', 'complete'], reaction: { calls, throws: false } });
const signalOfNoKind = WRONG.connectSocket.findIndex(([{ signal }]) => signal !== undefined);
/** An option object without a prototype, as query parsers make them: it can be made neither a text nor a number. */
const bare = (members) => Object.assign(Object.create(null), members);

export const examples = [
  {
    title: 'CALL-5 a group of options without a prototype does not make connectSocket throw',
    steps: [connect({ reconnect: bare(), heartbeat: bare(), queue: bare() })],
  },
  {
    title: 'CALL-5 reconnect() of a task whose signal was none does not throw, and does nothing',
    steps: [connect({}, { wrong: signalOfNoKind }), { do: 'reconnect', to: 0, then: 'settle' }],
  },
  {
    title: 'CONN-4 a call whose options cannot be read is not made with the rest of them by reconnect()',
    steps: [
      { ...connect({ timeout: 10 }), dressing: { ...PLAINLY, shape: 'getters', throwsAt: 2 }, then: 'settle' },
      { do: 'reconnect', to: 0, then: 'settle' },
    ],
  },
  {
    title: 'GLOBAL-1 every close that a task owes is heard, if it is closed, made anew and closed again at once',
    steps: [
      connect(),
      { do: 'fails', socket: 0 },
      { do: 'reconnect', to: 0 },
      { do: 'close', dressing: PLAINLY, to: 0, then: 'settle' },
    ],
  },
  {
    title: 'GLOBAL-1 when a task is not tried again, the next one is current before its error is heard',
    steps: [
      connect({ reconnect: {} }),
      connect({ queue: {} }),
      { do: 'on', to: 0, kind: 2, reaction: { calls: [{ do: 'send', dressing: PLAINLY, data: 'text' }], throws: false } },
      { do: 'closes', socket: 1, code: 1000, reason: '', wasClean: true, then: 'settle' },
    ],
  },
  {
    title: 'CLOSE-2 a callback that is due runs before an event, and one that closes the task ends what would be told of it',
    steps: [
      connect({ timeout: 10, reconnect: {}, queue: { maxAge: 10 } }),
      {
        do: 'send',
        dressing: {
          mode: 'callbacks',
          shape: 'plain',
          names: ['fail'],
          reaction: { calls: [{ do: 'close', dressing: PLAINLY, to: 0 }], throws: false },
        },
        to: 0,
        data: 'text',
        then: 'settle',
      },
      { do: 'pass', millis: 10, then: 'settle' },
    ],
  },
  {
    title: 'QUEUE-4 a message that waits can be taken back when another task has become the current one',
    steps: [
      connect(),
      connect({ queue: {} }),
      { do: 'closes', socket: 1, code: 1000, reason: '', wasClean: true, then: 'settle' },
      { do: 'send', dressing: PLAINLY, data: 'text', signal: 0, then: 'settle' },
      // Among those that are not live it is the first.
      { do: 'reconnect', to: 1, then: 'turn' },
      { do: 'abort', signal: 0, then: 'settle' },
    ],
  },
  {
    title: 'BEAT a peer that was asked before the page slept is asked again, and not given up, whatever else is due then',
    steps: [
      connect({ highWaterMark: 10, reconnect: {}, heartbeat: { interval: 1 }, queue: { maxAge: 40 } }, { then: 'now' }),
      { do: 'holds', bytes: 50, then: 'settle' },
      { do: 'opens', socket: 1, then: 'now' },
      { do: 'send', dressing: PLAINLY, to: 0, data: 'text', then: 'settle' },
      { do: 'pass', millis: 1, then: 'turn' },
      { do: 'send', dressing: { ...PLAINLY, mode: 'callbacks', names: ['fail'] }, to: 0, data: 'text', then: 'turn' },
      { do: 'sleep', millis: 60_000, then: 'now' },
    ],
  },
  {
    title: 'RETRY-3 what waits fails with an attempt that has no URL, also if the close of the one before has still to be told',
    steps: [
      connect({ url: 'later', queue: {} }, { then: 'settle' }),
      { do: 'send', dressing: heard({ do: 'reconnect', to: 0 }), to: 0, data: 'text', then: 'settle' },
      {
        do: 'send',
        dressing: heard({ do: 'send', dressing: heard(), to: 0, data: 'text' }),
        to: 0,
        data: 'text',
        then: 'settle',
      },
      { do: 'close', dressing: PLAINLY, to: 0, then: 'now' },
      // The newest of three: both callbacks have made a new attempt.
      { do: 'answer', which: 2, isRight: false, then: 'settle' },
    ],
  },
  {
    title: 'CLOSE-3 a message at which isReply closes the task is not delivered',
    steps: [
      connect({ heartbeat: { knows: 'close' } }, { then: 'settle' }),
      { do: 'opens', socket: 0, then: 'settle' },
      { do: 'says', socket: 0, what: ODD, then: 'settle' },
    ],
  },
  {
    title:
      'QUEUE-3 what is given to send while a timer rings is not too old for that ring: it fails as closed if the task ends in it',
    steps: [
      connect({ timeout: 500, reconnect: { maxAttempts: 0, word: 'yes' }, queue: { maxAge: 0 } }, { then: 'now' }),
      { do: 'sleep', millis: 3_000, then: 'now' },
      { do: 'send', dressing: heard({ do: 'send', dressing: heard(), data: 'text' }), data: 'text', then: 'settle' },
    ],
  },
  {
    title: 'BEAT a peer that was silent before the page slept, and long enough, is given up when it wakes a little late',
    steps: [
      connect({ heartbeat: { interval: 30, timeout: 3_000 } }, { then: 'settle' }),
      { do: 'opens', socket: 0, then: 'settle' },
      { do: 'pass', millis: 2_000, then: 'settle' },
      { do: 'says', socket: 0, what: 'text', then: 'settle' },
      { do: 'pass', millis: 2_050, then: 'settle' },
      { do: 'sleep', millis: 3_000, then: 'settle' },
    ],
  },
  {
    title: 'FLOW a host that has drained is not measured any more until it is given another message',
    steps: [
      connect({ highWaterMark: 100, queue: {} }, { then: 'settle' }),
      { do: 'opens', socket: 0, then: 'settle' },
      { do: 'holds', bytes: 1_000, then: 'settle' },
      { do: 'send', dressing: PLAINLY, to: 0, data: 'text', then: 'settle' },
      { do: 'holds', bytes: 0, then: 'now' },
      { do: 'send', dressing: PLAINLY, to: 0, data: 'text', volatile: true, then: 'settle' },
      { do: 'holds', bytes: 1_000, then: 'settle' },
      { do: 'pass', millis: 500, then: 'settle' },
      { do: 'send', dressing: PLAINLY, to: 0, data: 'text', then: 'settle' },
    ],
  },
];
