// A connection that a fault happens to, with a note of everything: what was heard, and what became of each message.

import { record } from '../support/events.js';

/** Beyond a limit, for a busy machine. */
const SLACK = 8_000;
const FINAL = 5;

/** A message begins with its number, so that the server can tell which ones have come (`/observe?heads=true`). */
const payload = (number, size) => `m${number} `.padEnd(size, '.');
const numberOf = (text) => (/^m\d+ /.test(text) ? Number.parseInt(text.slice(1), 10) : undefined);
export const numbersIn = (heads) => heads.map(numberOf).filter((number) => number !== undefined);

/** The beginning of what has come; a flood's messages are numbers alone (server/src/endpoints/flood.rs). */
const headOf = (data) => (typeof data === 'string' ? data.slice(0, 16) : new TextDecoder().decode(data.slice(0, 16)));

export function createClient(uni, options) {
  const watchers = new Set();
  const ends = [];
  const echoed = [];
  const flooded = [];
  const times = [];
  const changed = () => [...watchers].forEach((look) => look());

  const begin = performance.now();
  const task = uni.connectSocket({ ...options, complete() {} });
  const everyone = record(uni);
  const heard = record(undefined, task);
  task.onMessage(({ data }) => {
    const head = headOf(data);
    if (numberOf(head) !== undefined) echoed.push(numberOf(head));
    else if (/^\d+ *$/.test(head)) flooded.push(Number(head));
  });
  for (const on of [task.onOpen, task.onMessage, task.onError, task.onClose, task.onReconnecting, task.onDrain]) {
    on(() => {
      times[heard.length - 1] = performance.now();
      changed();
    });
  }

  /** Sends `count` messages; on which connection each was handed over is the one that may lose it. */
  function send(count, size = 200) {
    for (const end = ends.length + count; ends.length < end; ) {
      const own = { outcomes: [], completed: 0 };
      const number = ends.push(own) - 1;
      const note = (outcome) => {
        own.outcomes.push(outcome);
        changed();
      };
      task.send({
        data: payload(number, size),
        success: () => note({ connection: task.stats().opens }),
        fail: (error) => note({ error }),
        complete: () => (own.completed += 1),
      });
    }
    return ends.length - 1;
  }

  /** Resolves when it is so. @param limit how long that may take, beyond what a machine needs */
  function until(isSo, what, limit = 0) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => {
        watchers.delete(look);
        reject(new Error(`${what} does not come within ${limit + SLACK} ms, after ${heard.kinds.join(', ') || 'nothing'}`));
      }, limit + SLACK);
      const look = () => {
        if (!isSo()) return;
        watchers.delete(look);
        clearTimeout(late);
        resolve();
      };
      watchers.add(look);
      look();
    });
  }

  const count = (kind) => heard.kinds.filter((own) => own === kind).length;
  /** The first event of that kind, and when it came. */
  const first = (kind) => {
    const place = heard.kinds.indexOf(kind);
    return { ...heard[place], at: times[place] };
  };

  return {
    task,
    begin,
    ends,
    echoed,
    flooded,
    /** By the task's own listeners, and by the global ones. */
    heard,
    everyone,
    send,
    until,
    count,
    first,
    opened: (opens = 1) => until(() => count('open') >= opens, `open number ${opens}`),
    closed: (limit) => until(() => count('close') > 0, 'close', limit),
    /** What is sent now comes back: all before it was handed to the same connection, and has. */
    async goesOn() {
      const last = send(FINAL);
      await until(() => echoed.includes(last), `the echo of message ${last}`);
    },
    discard() {
      for (const off of [uni.offSocketOpen, uni.offSocketMessage, uni.offSocketError, uni.offSocketClose]) off();
      task.close();
    },
  };
}
