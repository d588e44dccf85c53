// What is sent? Messages that say which they are: up to nine digits of their number, then a filling that shows
// whether anything is missing.

const DIGITS = 9;
const LARGEST = 256 * 1024;
const FILLING = 'abcdefghijklmnopqrstuvwxyz-'.repeat(LARGEST / 27 + 1);

const SIZES = [
  [1, (random) => random.between(1, DIGITS)],
  [16, (random) => random.between(DIGITS, 200)],
  [3, (random) => random.between(200, 4_096)],
  [0.3, (random) => random.between(4_096, 65_536)],
  [0.05, (random) => random.between(65_536, LARGEST)],
];
const KINDS = [
  [6, 'text'],
  [2, 'buffer'],
  [2, 'view'],
  [0.2, 'blob'],
];

/** How much of a message the server remembers. */
const HEAD = 16;

function textOf({ number, size }) {
  // As many of its last digits as there is room for.
  const digits = Math.min(size, DIGITS);
  return String(number % 10 ** digits).padStart(digits, '0') + FILLING.slice(0, size - digits);
}

const encoder = new TextEncoder();

/** @param isFree whether a value can be told from all that are under way */
export function makeMessage(random, number, isFree) {
  const size = random.weighted(SIZES)(random);
  const kind = random.weighted(KINDS);
  const text = textOf({ number, size });
  const data = kind === 'text' && isFree(text) ? text : asBinary(kind, encoder.encode(text));
  return { number, size, head: text.slice(0, HEAD), data };
}

function asBinary(kind, bytes) {
  if (kind === 'blob') return new Blob([bytes]);
  if (kind !== 'view') return bytes.buffer;
  // Exactly its range is to go, and nothing around it.
  const around = new Uint8Array(bytes.length + 7);
  around.set(bytes, 3);
  return around.subarray(3, 3 + bytes.length);
}

const decoder = new TextDecoder();

/** Whether `data` is what has come back of a message. */
export function isEchoOf(message, data) {
  if (typeof data === 'string') return typeof message.data === 'string' && data === message.data;
  return typeof message.data !== 'string' && decoder.decode(data) === textOf(message);
}
