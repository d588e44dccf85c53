// Which messages were there? The newest ones, as many as a page can hold.

const MOST = 10_000;
/** Bytes, and UTF-16 code units, of all payloads together. */
const MOST_SIZE = 64 << 20;

/** A message is `{ serial, at, direction: 'in' | 'out', socket, data, state }`; `state` of one that is sent is 'waiting', '' or why it failed. */
export function createMessages(onChange) {
  let all = [];
  let serial = 0;
  /** The first one since all were cleared. */
  let first = 1;
  let size = 0;

  function add(message) {
    const added = {
      ...message,
      serial: (serial += 1),
      at: performance.now(),
      state: message.direction === 'out' ? 'waiting' : '',
    };
    all.push(added);
    size += lengthOf(added.data);
    // Not one by one: what is taken from the front of an array moves all the others.
    if (all.length >= 2 * MOST || size > 2 * MOST_SIZE) forgetOldest();
    onChange();
    return added;
  }

  function settle(message, failure) {
    message.state = failure;
    onChange();
  }

  function forgetOldest() {
    let count = Math.max(0, all.length - MOST);
    for (const { data } of all.slice(0, count)) size -= lengthOf(data);
    while (size > MOST_SIZE && count < all.length - 1) size -= lengthOf(all[count++].data);
    if (count > 0) all = all.slice(count);
  }

  return {
    add,
    settle,
    /** The newest ones, in order. */
    list() {
      forgetOldest();
      return all;
    },
    clear() {
      all = [];
      size = 0;
      first = serial + 1;
      onChange();
    },
    /** The serial of the first one since then. */
    first: () => first,
  };
}

const lengthOf = (data) => (typeof data === 'string' ? data.length : data.byteLength);

/**
 * Whether a message is one that the filter lets through.
 * @param filter `{ direction, kind, search }`, each empty for any
 */
export function matcherOf({ direction, kind, search }) {
  const pattern = search && new RegExp(search.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), 'i');
  const bytes = /^[\da-f\s]+$/i.test(search) ? search.replace(/\s/g, '').toLowerCase() : undefined;
  return (message) => {
    if (direction && message.direction !== direction) return false;
    const isText = typeof message.data === 'string';
    if (kind && (kind === 'text') !== isText) return false;
    if (!search) return true;
    return isText ? pattern.test(message.data) : bytes !== undefined && hasBytes(message.data, bytes);
  };
}

function hasBytes(data, digits) {
  if (digits.length % 2 !== 0) return false;
  const wanted = digits.match(/../g).map((pair) => Number.parseInt(pair, 16));
  const bytes = new Uint8Array(data);
  for (let at = bytes.indexOf(wanted[0]); at >= 0; at = bytes.indexOf(wanted[0], at + 1)) {
    if (wanted.every((byte, offset) => bytes[at + offset] === byte)) return true;
  }
  return false;
}
