// The words of the contract: states, codes of failures, and how values are compared and shown.

import { inspect } from 'node:util';

export const CONNECTING = 0;
export const OPEN = 1;
export const CLOSING = 2;
export const CLOSED = 3;

/** RES-3 */
export const CODE = {
  invalidUrl: 600009,
  overLimit: 10001,
  notConnected: 10002,
  host: 602001,
  invalidArgument: 609001,
  timedOut: 609002,
  aborted: 609003,
};

/** EVT-1: the end of a connection of which nothing is known, and of one whose peer gave no sign of life (BEAT). */
export const UNKNOWN = { code: 1006, reason: '', wasClean: false };
export const SILENT = { ...UNKNOWN, code: 4408 };

/** What a heartbeat asks, and how it is answered. */
export const QUESTION = 'question';
export const REPLY = 'reply';

export const isSameEnd = (a, b) => a.code === b.code && a.reason === b.reason && a.wasClean === b.wasClean;

/** RES-2. @param why a part of the reason */
export function isFailure(error, api, code, why = '') {
  return (
    error instanceof Error &&
    error.errMsg?.startsWith(`${api}:fail `) &&
    error.errMsg.includes(why) &&
    error.message === error.errMsg &&
    error.errCode === code &&
    error.errSubject === 'uni-socket'
  );
}

export const describe = (value) => inspect(value, { breakLength: Infinity, depth: 3 });
