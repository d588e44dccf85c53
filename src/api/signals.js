// What does a socket have to say, and who is told? The core says what becomes of it; a message's payload stays here.

import { dispatch, records } from './listeners.js';
import { runCallbacksDue } from './outcome.js';
import { answersHeartbeat } from './wishes.js';

const OPENED = 0;
const FAILED = 1;
const CLOSED_CLEANLY = 2;
const CLOSED = 3;

const DELIVERED = 1;
const GLOBALLY = 2;
const MAY_BE_REPLY = 4;

/** Hears the socket of an attempt: its `on…` functions, and the socket as soon as there is one. */
export function listen(core, id, attempt) {
  const record = records.get(id);
  const hear = {
    /** The options of the call. */
    given: record.given,
    socket: undefined,
    opened: () => core.signal(id, attempt, OPENED, 0),
    message: ({ data }) => {
      runCallbacksDue();
      const size = typeof data === 'string' ? data.length : data.byteLength;
      let verdict = core.message(id, attempt, size, false);
      if (verdict === MAY_BE_REPLY && !answersHeartbeat(core, record, data)) verdict = core.message(id, attempt, size, true);
      if ((verdict & DELIVERED) === 0) return;
      dispatch(record, 'message', { data }, (verdict & GLOBALLY) !== 0);
    },
    failed: ({ cause }) => core.signal(id, attempt, FAILED, 0, cause),
    closed: ({ code, reason, wasClean }) => core.signal(id, attempt, wasClean ? CLOSED_CLEANLY : CLOSED, code, reason),
  };
  record.hearing = hear;
  return hear;
}
