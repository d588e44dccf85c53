// Who hears an event? The task's own listeners, then the global ones, in order of registration and with one payload (EVT).

import { clearAlarm } from '../host/clock.js';
import { mute } from '../host/sockets.js';
import { failure, invoke, runCallbacksDue } from './outcome.js';
import { noCounters } from './values.js';

const NONE = [];
const nobody = () => ({ open: NONE, message: NONE, error: NONE, close: NONE, reconnecting: NONE, drain: NONE });

/** Listeners of `uni.onSocketOpen/Message/Error/Close`. */
export const globalListeners = nobody();

/** The page's half of each task that the core runs, by id. */
export const records = new Map();

/** What the page knows of a task, beside its options. */
export function createRecord(id) {
  return {
    id,
    url: '',
    protocol: '',
    given: undefined,
    hearing: undefined,
    counters: undefined,
    openedAt: null,
    lastClose: null,
    listeners: nobody(),
    onAbort: undefined,
    /** How many `close` events are still to come. */
    owed: 1,
    /** An `error` has been told, and its `close` is still to come. */
    hasFailed: false,
    /** It was closed before it could connect. */
    isUnwanted: false,
  };
}

/** The core gets a task to run, or a finished one back (`reconnect()`): from now on its events arrive here. */
export function enter(record) {
  records.set(record.id, record);
  const { signal } = record.given;
  if (signal) signal.addEventListener('abort', record.onAbort);
}

/** The core is through with a task: what remains belongs to the page alone, and goes when the page lets go of it. */
export function finished(id, counters) {
  const record = records.get(id);
  record.counters = counters;
  record.hearing = undefined;
  const { signal } = record.given;
  if (signal) signal.removeEventListener('abort', record.onAbort);
  records.delete(id);
}

// The lists are never changed in place: a dispatch goes on with the list that it began with (EVT-2).
export function on(lists, kind, listener) {
  requireFunction(listener);
  lists[kind] = [...lists[kind], listener];
}

export function off(lists, kind, listener) {
  if (listener !== undefined) requireFunction(listener);
  lists[kind] = listener === undefined ? NONE : lists[kind].filter((other) => other !== listener);
}

function requireFunction(listener) {
  if (typeof listener !== 'function') {
    throw new Error('Invalid args: type check failed for args "callback". Expected Function');
  }
}

export function dispatch(record, kind, event, heardGlobally) {
  const own = record.listeners[kind];
  const shared = heardGlobally ? globalListeners[kind] : NONE;
  for (const listener of own) invoke(listener, event);
  for (const listener of shared) invoke(listener, event);
}

export function opened(id, protocol, reconnected, heardGlobally) {
  const record = records.get(id);
  record.protocol = protocol;
  record.openedAt = Date.now();
  const event = { header: {}, ...record.hearing.socket.greeting };
  if (reconnected) event.reconnected = true;
  dispatch(record, 'open', event, heardGlobally);
}

export function failed(id, why, errCode, cause, heardGlobally) {
  tellFailed(records.get(id), why, errCode, cause, heardGlobally);
}

function tellFailed(record, why, errCode, cause, heardGlobally) {
  record.hasFailed = true;
  dispatch(record, 'error', failure(`connectSocket:fail ${why}`, errCode, cause), heardGlobally);
}

export function reconnecting(id, attempt, delay, code, reason = '', wasClean, why, errCode, cause) {
  const end = { code, reason, wasClean };
  if (why) end.error = failure(`connectSocket:fail ${why}`, errCode, cause);
  dispatch(records.get(id), 'reconnecting', { attempt, delay, cause: end }, false);
}

export function drained(id) {
  dispatch(records.get(id), 'drain', {}, false);
}

export function closed(id, code, reason = '', wasClean, heardGlobally) {
  tellClosed(records.get(id), code, reason, wasClean, heardGlobally);
}

function tellClosed(record, code, reason, wasClean, heardGlobally) {
  record.lastClose = { code, reason, wasClean };
  record.owed -= 1;
  record.hasFailed = false;
  dispatch(record, 'close', { code, reason, wasClean }, heardGlobally);
}

/**
 * Ends all tasks that the core runs, without it. One after the other they become the current one and fail: the global
 * listeners hear them all (GLOBAL-1).
 * @param owed the calls that have failed along with it
 */
export function failAll(why, errCode, cause, owed) {
  for (const record of [...records.values()]) {
    const { given, hearing } = record;
    clearAlarm(record.id);
    finished(record.id, noCounters());
    // Another object, so that an answer to what the old core has asked is known as one.
    record.given = { ...given };
    if (hearing && hearing.socket) {
      mute(hearing.socket);
      hearing.socket.close();
    }
    // Of a task that has not come about nothing is heard (CONN-4).
    if (record.owed === 0 || owed.some((call) => call.given === given)) continue;
    record.owed = 1;
    // Not from within the call that it may have failed at (EVT-5).
    setTimeout(() => {
      runCallbacksDue();
      if (!record.hasFailed) tellFailed(record, why, errCode, cause, true);
      tellClosed(record, 1006, '', false, true);
    });
  }
}
