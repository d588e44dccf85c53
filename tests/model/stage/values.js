// What is handed over and asked for? Values of every kind, right and wrong ones, by names that a plan can be printed with.

/** By any number; undefined for none, and if there is nothing to choose from. */
export const pick = (list, number) => (number === undefined ? undefined : list[number % list.length]);

/** How a call is made whose options and result are nobody's concern. */
export const PLAINLY = { mode: 'ignored', shape: 'plain', names: [] };

/** Each message is another value, so that it is known again: text by its words, all else by identity. */
export function message(kind, number) {
  const length = number % 7;
  switch (kind) {
    case 'text':
      return { data: `m${number}`, size: `m${number}`.length };
    case 'empty':
      return { data: new ArrayBuffer(0), size: 0 };
    case 'buffer':
      return { data: new ArrayBuffer(length), size: length };
    case 'view':
      return { data: new Uint8Array(new ArrayBuffer(20), 3, length), size: length };
    case 'blob':
      return { data: new Blob(['x'.repeat(length)]), size: length };
    default:
      throw new Error(kind);
  }
}

/** What the peer says at which the page's `isReply` throws, or calls a function of the task. */
export const ODD = 'odd';

/** What the peer says. */
export function saying(kind, number) {
  return kind === 'buffer' ? new ArrayBuffer(number % 5) : kind === 'text' ? `h${number}` : kind;
}

export const sizeOfSaying = (data) => data.length ?? data.byteLength;

/** Options that are wrong, each with a part of why (RES-4). `undefined` is one that is missing. */
export const WRONG = {
  connectSocket: [
    [{ url: undefined }, 'Missing required args: "url"'],
    [{ url: 1 }, 'type check failed for args "url". Expected String with value "1", got Number with value 1.'],
    [{ url: null }, '"url"'],
    [{ url: {} }, '"url"'],
    [{ protocols: 5 }, '"protocols"'],
    [{ protocols: ['a', 5] }, '"protocols"'],
    [{ header: 'x' }, '"header"'],
    [{ method: 5 }, '"method"'],
    [{ timeout: 'soon' }, '"timeout"'],
    [{ timeout: -1 }, '"timeout"'],
    [{ timeout: NaN }, '"timeout"'],
    [{ closeTimeout: -1 }, '"closeTimeout"'],
    [{ multiple: 'yes' }, '"multiple"'],
    [{ signal: {} }, '"signal"'],
    [{ signal: 'now' }, '"signal"'],
    [{ highWaterMark: 10, lowWaterMark: 11 }, '"lowWaterMark"'],
    [{ highWaterMark: '10' }, '"highWaterMark"'],
    [{ reconnect: 5 }, '"reconnect"'],
    [{ reconnect: { factor: 0.5 } }, '"reconnect.factor"'],
    [{ reconnect: { jitter: 'some' } }, '"reconnect.jitter"'],
    [{ reconnect: { shouldReconnect: true } }, '"reconnect.shouldReconnect"'],
    [{ heartbeat: { interval: 0 } }, '"heartbeat.interval"'],
    [{ heartbeat: { message: 5 } }, '"heartbeat.message"'],
    [{ queue: { maxMessages: -1 } }, '"queue.maxMessages"'],
    [{ queue: { overflow: 'block' } }, '"queue.overflow"'],
  ],
  sendSocketMessage: [
    [{ data: undefined }, 'Missing required args: "data"'],
    [{ data: null }, '"data"'],
    [{ data: 5 }, '"data"'],
    [{ data: {} }, '"data"'],
    [{ data: Symbol('data') }, '"data"'],
    [{ data: () => 'text' }, '"data"'],
    [{ data: ['text'] }, '"data"'],
    [{ data: new Date(0) }, '"data"'],
    [{ volatile: 'yes' }, '"volatile"'],
    [{ signal: {} }, '"signal"'],
  ],
  closeSocket: [
    [{ code: 1 }, '"code"'],
    [{ code: 1001 }, '"code"'],
    [{ code: 2999 }, '"code"'],
    [{ code: 5000 }, '"code"'],
    [{ code: 3000.5 }, '"code"'],
    [{ code: NaN }, '"code"'],
    [{ code: '1000' }, '"code"'],
    [{ reason: 5 }, '"reason"'],
    [{ reason: 'é'.repeat(62) }, '"reason"'],
  ],
  configure: [
    [{ promiseStyle: 'callback' }, '"promiseStyle"'],
    [{ closeTimeout: -1 }, '"closeTimeout"'],
    [{ networkTimeout: 5 }, '"networkTimeout"'],
    [{ networkTimeout: { connectSocket: -1 } }, '"networkTimeout.connectSocket"'],
    [{ reconnect: { maxAttempts: 'many' } }, '"reconnect.maxAttempts"'],
    [{ heartbeat: { timeout: 0 } }, '"heartbeat.timeout"'],
    [{ queue: { maxAge: -1 } }, '"queue.maxAge"'],
  ],
};
