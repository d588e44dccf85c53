// What must follow from a fault: from its effect, the phase that it falls into, and the options of the connection.

import { effectOf } from './faults.js';

/** The options of connectSocket that a cell can have. */
export const OPTIONS = {
  plain: {},
  retry: { reconnect: true },
  queue: { queue: true },
  heartbeat: { heartbeat: true },
  all: { reconnect: true, queue: true, heartbeat: true },
};

/** Short where the limit is what ends the wait, and otherwise out of the way of a busy machine. In milliseconds. */
const TIMEOUT = 1_000;
const CLOSE_TIMEOUT = 500;
const HEARTBEAT = { interval: 100, timeout: 1_000 };
const OUT_OF_THE_WAY = 30_000;
const MAX_ATTEMPTS = 2;
/** RETRY-2: what 1012 and 1013 add, at least. */
const LATER = 5_000;

const CUT = { code: 1006, reason: '', wasClean: false };
const SILENT = { code: 4408, reason: '', wasClean: false };
export const OWN_CLOSE = { code: 4000, reason: 'bye', wasClean: true };

/** RETRY-2, by its words. */
function isTriedAgain(code) {
  return ![1000, 1002, 1003, 1005, 1007, 1008, 1009, 1010].includes(code) && !(code >= 4000 && code <= 4999);
}

/**
 * What becomes of a cell. `undefined` where there is no such fault.
 *
 * `story` says how it goes on:
 *
 * - `goes on`: nothing is lost, and nobody hears of anything
 * - `reconnects`: a new attempt is made, and goes on
 * - `gives up`: new attempts are made, as many as may be, and it is over
 * - `ends`: it is over
 * - `hangs`: nobody hears of anything, and close() is answered by its own limit
 * - `closes`: close() has been called before, and is answered
 *
 * `loss` is how the connection ends, `error` the code of the error that comes with it (`undefined` for none), `limit` how long
 * that takes at the most, beyond what a machine needs, and `least` at the least. `'maybe'` is what no rule decides.
 */
export function expectationOf({ fault, phase, option }, engine) {
  const effect = effectOf(fault, phase, engine);
  if (!effect || (fault.flushes && !OPTIONS[option].queue)) return undefined;
  const { reconnect, queue, heartbeat } = OPTIONS[option];
  const expectation = { ...outcomeOf(effect, phase, heartbeat), attempts: 1 };
  if (expectation.story === 'lost') {
    const again = reconnect && (effect.does !== 'closes' || isTriedAgain(effect.close.code));
    expectation.story = !again ? 'ends' : fault.persists ? 'gives up' : 'reconnects';
    if (again) expectation.attempts = fault.persists ? 1 + MAX_ATTEMPTS : 2;
    if (again && fault.persists) expectation.error = 602001;
    expectation.delay = effect.close?.code === 1013 ? LATER : 0;
  }
  return { ...expectation, effect, settings: settingsOf({ reconnect, queue, heartbeat }, fault, expectation, phase) };
}

function outcomeOf({ does, close }, phase, heartbeat) {
  if (phase === 'closing') {
    const limit = does === 'hangs' ? CLOSE_TIMEOUT : 0;
    return { story: 'closes', loss: { works: OWN_CLOSE, closes: close }[does] ?? CUT, limit, least: limit };
  }
  switch (does) {
    case 'works':
      return { story: 'goes on', limit: 0, least: 0 };
    case 'fails':
      return { story: 'lost', loss: CUT, error: 602001, limit: 0, least: 0 };
    case 'breaks':
      return { story: 'lost', loss: CUT, error: 'maybe', limit: 0, least: 0 };
    case 'closes':
      // An engine that still has something to send when the peer's close comes may say that this is not clean.
      return { story: 'lost', loss: phase === 'sending' ? { ...close, wasClean: 'maybe' } : close, limit: 0, least: 0 };
  }
  if (phase === 'connecting') return { story: 'lost', loss: CUT, error: 609002, limit: TIMEOUT, least: TIMEOUT };
  if (heartbeat) return { story: 'lost', loss: SILENT, error: 609002, limit: HEARTBEAT.interval + HEARTBEAT.timeout, least: 0 };
  return { story: 'hangs', loss: CUT, limit: CLOSE_TIMEOUT, least: CLOSE_TIMEOUT };
}

function settingsOf({ reconnect, queue, heartbeat }, { persists, water }, { story, limit }, phase) {
  const hangs = limit > 0;
  return {
    timeout: hangs && phase === 'connecting' ? TIMEOUT : OUT_OF_THE_WAY,
    closeTimeout: story === 'hangs' || (hangs && phase === 'closing') ? CLOSE_TIMEOUT : OUT_OF_THE_WAY,
    reconnect: reconnect && { initialDelay: 10, maxDelay: 50, jitter: 'none', maxAttempts: persists ? MAX_ATTEMPTS : 1_000 },
    queue: queue && { maxBytes: 1 << 26 },
    heartbeat: heartbeat && {
      ...HEARTBEAT,
      ...(!hangs && { timeout: OUT_OF_THE_WAY }),
      message: 'beat',
      isReply: (data) => data === 'beat',
    },
    ...water,
  };
}
