// What can happen? Plans, as fast-check makes them: lists of steps, each a record that says what the page calls (calls.js) or what
// happens to it (happenings.js). Numbers choose among what there is by then, whatever they are.

import fc from 'fast-check';
import { REPLY } from './contract/values.js';
import { ODD } from './stage/values.js';

const { constant, constantFrom, boolean, nat, array, record, oneof } = fc;

const weighted = (...pairs) => oneof(...pairs.map(([weight, arbitrary]) => ({ weight, arbitrary })));
const from = (...values) => constantFrom(...values);
/** `undefined` mostly. */
const rarely = (arbitrary, rest = 6) => weighted([rest, constant(undefined)], [1, arbitrary]);

/** The oldest that is connecting or open mostly. */
const task = weighted([4, constant(0)], [2, constant(1)], [1, nat({ max: 5 })]);
const place = nat({ max: 30 });
/** The newest of those in use mostly. */
const socket = weighted([5, constant(0)], [2, constant(1)], [1, nat({ max: 5 })]);

const CALLBACKS = [['success', 'fail', 'complete'], ['complete'], ['success'], ['fail'], ['success', 'fail']];

/** How options are given, and what the page does when it hears of the end. */
const dressing = (reaction) =>
  record({
    mode: weighted([4, constant('callbacks')], [3, constant('promise')], [1, constant('ignored')]),
    names: from(...CALLBACKS),
    shape: weighted(
      [6, constant('plain')],
      [1, constant('frozen')],
      [1, constant('inherited')],
      [2, constant('getters')],
      [2, constant('proxy')],
    ),
    throwsAt: rarely(place, 25),
    reaction,
  });

const reconnect = record({
  initialDelay: from(undefined, 1, 200, 1_000),
  maxDelay: from(undefined, 1, 500, 4_000),
  factor: from(undefined, 1, 1.5, 3),
  jitter: from(undefined, 'full', 'equal', 'none', 'none'),
  maxAttempts: from(undefined, undefined, 0, 1, 3),
  minUptime: from(undefined, 0, 50, 2_000),
  word: rarely(from('yes', 'no', 'unsure', 'throws', 'closes', 'reconnects'), 3),
});
const heartbeat = record({
  interval: from(undefined, 1, 30, 1_000),
  timeout: from(undefined, 1, 20, 3_000),
  asks: from(undefined, 'text', 'function', 'nothing', 'throws'),
  /** And what it does with what is odd. */
  knows: from(undefined, undefined, 'throws', 'close', 'reconnect'),
});
const queue = record({
  maxMessages: from(undefined, undefined, 0, 1, 3),
  maxBytes: from(undefined, undefined, 0, 4, 10),
  maxAge: from(undefined, undefined, 0, 40, 2_000),
  overflow: from(undefined, 'reject', 'dropOldest'),
});
const group = (members, on = 3) => weighted([4, constant(undefined)], [on, members], [1, constant(true)], [1, constant(false)]);

const options = record({
  url: weighted(
    [12, constant('plain')],
    [2, constant('now')],
    [2, constant('later')],
    [1, constant('fails')],
    [1, constant('wrong')],
  ),
  protocols: from(undefined, undefined, 'one', ['one', 'two']),
  timeout: from(undefined, undefined, undefined, 0, 10, 500),
  closeTimeout: from(undefined, undefined, 0, 10, 500),
  highWaterMark: from(undefined, 10, 100),
  lowWaterMark: from(undefined, 0, 5),
  signal: rarely(weighted([1, constant(-1)], [8, nat({ max: 2 })]), 4),
  reconnect: group(reconnect, 6),
  heartbeat: group(heartbeat),
  queue: group(queue, 6),
});
const settings = record({
  promiseStyle: from(undefined, undefined, 'reject', 'tuple'),
  closeTimeout: from(undefined, undefined, 0, 10_000),
  networkTimeout: from(undefined, undefined, { connectSocket: 70 }, {}),
  reconnect: from(undefined, undefined, undefined, true, false, { initialDelay: 10, jitter: 'none' }),
  heartbeat: from(undefined, undefined, undefined, true, false, { interval: 500 }),
  queue: from(undefined, undefined, undefined, true, false, { maxMessages: 2 }),
});

const CODES = [1000, 1001, 1002, 1005, 1006, 1008, 1011, 1012, 1013, 3000, 4000, 4408];

/** Steps that are calls of the page; `reaction` is what code of the page does within them. */
const call = (reaction) => {
  const dressed = (name, rest, wrong = 15) =>
    record({ do: constant(name), dressing: dressing(reaction), wrong: rarely(place, wrong), ...rest });
  const to = weighted([3, task], [2, constant(undefined)]);
  const listened = { to: weighted([3, task], [1, constant(undefined)]), kind: nat({ max: 5 }) };
  return {
    connect: dressed('connect', { options }),
    send: dressed('send', {
      to,
      data: from('text', 'text', 'text', 'empty', 'buffer', 'view', 'blob'),
      volatile: from(undefined, undefined, undefined, false, true),
      signal: rarely(weighted([1, constant(-1)], [6, nat({ max: 2 })])),
    }),
    close: dressed('close', { to, code: from(undefined, 0, 1000, 3000, 4999), reason: from(undefined, 'done', 'é'.repeat(61)) }),
    // Also one that is over.
    reconnect: record({ do: constant('reconnect'), to: nat({ max: 3 }) }),
    drainQueue: record({ do: constant('drainQueue'), to: task }),
    configure: dressed('configure', { settings }),
    abort: record({ do: constant('abort'), signal: nat({ max: 2 }) }),
    on: record({ do: constant('on'), ...listened, again: rarely(place, 2), reaction }),
    off: record({ do: constant('off'), ...listened, which: rarely(place, 1) }),
    misuse: record({ do: constant('misuse'), to: task, kind: nat({ max: 7 }) }),
  };
};

const among = ({ connect, send, close, reconnect, drainQueue, configure, abort, on, off, misuse }) =>
  weighted(
    [4, connect],
    [14, send],
    [2, close],
    [3, reconnect],
    [1, drainQueue],
    [1, configure],
    [2, abort],
    [4, on],
    [2, off],
    [1, misuse],
  );

/** What code of the page does: a call or two, in which no more code of the page runs, and then it may throw. */
const within = weighted([8, among(call(constant(undefined)))], [1, record({ do: constant('dismiss') })]);
const reaction = rarely(record({ calls: array(within, { maxLength: 2 }), throws: boolean() }), 3);

const happening = weighted(
  [14, record({ do: constant('opens'), socket })],
  [9, record({ do: constant('says'), socket, what: from('text', 'text', 'buffer', REPLY, ODD) })],
  [1, record({ do: constant('fails'), socket })],
  [3, record({ do: constant('closes'), socket, code: from(...CODES), reason: from('', 'bye'), wasClean: boolean() })],
  [5, record({ do: constant('holds'), bytes: from(0, 0, 3, 50, 1_000, 1_000) })],
  [1, record({ do: constant('refuses') })],
  [1, record({ do: constant('breaks') })],
  [3, record({ do: constant('answer'), which: nat({ max: 3 }), isRight: boolean() })],
  [3, record({ do: constant('becomes'), what: from('hidden', 'visible', 'visible', 'resumed', 'offline', 'online', 'online') })],
  [1, record({ do: constant('chance'), value: from(0.01, 0.25, 0.5, 0.75, 0.999) })],
  [8, record({ do: constant('pass'), millis: from(1, 10, 25, 50, 100, 500, 2_000, 30_000) })],
  [1, record({ do: constant('sleep'), millis: from(10, 3_000, 60_000) })],
);

const then = weighted([2, constant('now')], [1, constant('turn')], [4, constant('settle')]);
const step = oneof(among(call(reaction)), happening);

export const MOST_STEPS = 40;

/** A task to begin with, since without one hardly anything can happen; then whatever may. */
const first = record({ do: constant('connect'), dressing: dressing(constant(undefined)), options });
const rest = array(record({ step, then }), { maxLength: MOST_STEPS, size: 'max' });
export const plan = fc
  .tuple(first, rest)
  .map(([connect, steps]) => [{ ...connect, then: 'now' }, ...steps.map((one) => ({ ...one.step, then: one.then }))]);
