// How does a call end? With `success` or `fail` and then `complete`, or with a Promise:
// each once, and never before the call has returned (CALL-2, CALL-3, RES).

import { namesGiven } from './diagnostics.js';

const SUBJECT = 'uni-socket';
/** Behind the last thing that is read of options. */
const DONE = 4;
let callbacksDue = [];
/** How many of them have run: a callback may bring an event about, before which those behind it run. */
let callbacksRun = 0;
let tuples = false;

const isFunction = (value) => typeof value === 'function';
const ignore = () => {};

/** Runs code of the page; what it throws is shown and disturbs nothing else (CALL-4). */
export function invoke(listener, event) {
  try {
    listener(event);
  } catch (error) {
    report(error);
  }
}

/** Shows an error. What a console throws, as it does in some test runners, becomes an unhandled rejection: nobody is in its way. */
export async function report(error) {
  console.error(error);
}

/** An Error in the shape of RES-2. */
export function failure(errMsg, errCode, cause) {
  const error = new Error(errMsg);
  error.errMsg = errMsg;
  error.errCode = errCode;
  error.errSubject = SUBJECT;
  if (cause !== undefined) error.cause = cause;
  return error;
}

/**
 * Opens one call of `api`. `read` copies the options that the call knows into `given`: this is the only time that the
 * caller's object is touched (CALL-1). A callback that cannot be read is none, and the others hear of the failure.
 * @param given what `read` fills, with the callbacks; with all of its members from the start it is faster
 */
export function begin(api, options, read, given = { success: undefined, fail: undefined, complete: undefined }) {
  const source = options || {};
  const call = {
    api,
    given,
    read,
    task: 0,
    /** Callback mode needs one real function (CALL-2); else the call is answered with a Promise. */
    hasCallbacks: false,
    extras: undefined,
    isOver: false,
    isOk: false,
    result: undefined,
    resolve: undefined,
    onEnd: undefined,
    unreadable: undefined,
  };
  if (import.meta.DEVELOPMENT) call.names = namesGiven(source);
  readFrom(call, source, 0);
  call.hasCallbacks = isFunction(given.success) || isFunction(given.fail) || isFunction(given.complete);
  return call;
}

// Where one of them throws, it goes on behind that one: none is read twice.
function readFrom(call, source, place) {
  const { given } = call;
  let next = place;
  try {
    switch (place) {
      case 0:
        next = 1;
        given.success = source.success;
      case 1:
        next = 2;
        given.fail = source.fail;
      case 2:
        next = 3;
        given.complete = source.complete;
      default:
        next = DONE;
        call.read(given, source);
    }
  } catch (cause) {
    call.unreadable = call.unreadable || { cause };
    if (next < DONE) readFrom(call, source, next);
  }
}

/** Reads the options anew, callbacks excepted: an interceptor has put others in their place. */
export function readAgain(call, options) {
  readFrom(call, options, DONE);
}

/** What the called function returns: nothing in callback mode, else the Promise. */
export function answer(call) {
  if (call.hasCallbacks) return undefined;
  if (call.isOver) return settled(call);
  const promise = new Promise((resolve) => {
    call.resolve = resolve;
  });
  promise.catch(ignore);
  return promise;
}

export function succeed(call) {
  const errMsg = `${call.api}:ok`;
  end(call, true, call.extras ? { errMsg, ...call.extras } : { errMsg });
}

/** @param buffered bytes that the host has left to send; below 0 where nobody asked */
export function sent(call, buffered) {
  if (buffered >= 0) call.extras = { bufferedAmount: buffered };
  succeed(call);
}

/** Whether this is a call that is still to end. */
export const isOwed = (value) => Boolean(value && value.given && value.isOver === false);

export function fail(call, why, errCode, cause) {
  end(call, false, failure(`${call.api}:fail ${why}`, errCode, cause));
}

/** Whether Promises resolve to `[error, result]`, as those of uni-app on Vue 2, and never reject (RES-5). */
export function resolveToTuple(tuple) {
  tuples = tuple;
}

/**
 * Runs the callbacks that are due, in order. Before it is decided what the page hears of a host's event, they have run: a result
 * is never later than the event that follows it, even where Promises are timers (iOS 15 and older in WeChat), and a callback
 * that closes the task does so before the event.
 */
export function runCallbacksDue() {
  // Before each message: mostly there are none.
  if (callbacksDue.length === 0) return;
  while (callbacksRun < callbacksDue.length) {
    const { given, isOk, result } = callbacksDue[callbacksRun++];
    const { success, fail: failed, complete } = given;
    const first = isOk ? success : failed;
    if (isFunction(first)) invoke(first, result);
    if (isFunction(complete)) invoke(complete, result);
  }
  callbacksDue = [];
  callbacksRun = 0;
}

function end(call, ok, result) {
  // It may have failed along with the core, while it was carried out.
  if (call.isOver) return;
  call.isOver = true;
  call.isOk = ok;
  call.result = result;
  if (call.onEnd) call.onEnd();
  if (call.hasCallbacks) {
    callbacksDue.push(call);
    if (callbacksDue.length === 1) Promise.resolve().then(runCallbacksDue);
  } else if (call.resolve) {
    call.resolve(settled(call));
  }
}

// Nobody has to await a call: a rejection that is not looked at is no unhandled one (RES-6). What is derived from the
// Promise, by `await` or `then`, reports as usual.
function settled({ isOk, result }) {
  if (tuples) return Promise.resolve(isOk ? [null, result] : [result]);
  if (isOk) return Promise.resolve(result);
  const rejected = Promise.reject(result);
  rejected.catch(ignore);
  return rejected;
}
