// How is a value shown in one line?

import { t } from './i18n.js';
import { hexLine } from './hex.js';

const SHOWN_BYTES = 64;
const SHOWN_CHARACTERS = 200;

/** The beginning of a payload. */
export function beginningOf(data) {
  if (typeof data === 'string') return data.slice(0, SHOWN_CHARACTERS);
  return hexLine(new Uint8Array(data, 0, Math.min(data.byteLength, SHOWN_BYTES)));
}

/** In words: bytes of binary data, UTF-16 code units of text. */
export function sizeOf(data) {
  if (typeof data === 'string') return t('{length} characters', { length: grouped(data.length) });
  return t('{length} bytes', { length: grouped(data.byteLength) });
}

/** How a call ended, or what an `error` event says. */
export function describeOutcome({ errMsg, errCode }) {
  return errCode === undefined ? errMsg : `${errMsg} · errCode ${errCode}`;
}

/** Options or an event as they would be written; what cannot be written is shown by its kind. */
export function describeFields(object) {
  return Object.entries(object)
    .map(([name, value]) => `${name}: ${described(value)}`)
    .join(', ');
}

function described(value) {
  if (typeof value === 'function') return '() => …';
  if (value instanceof AbortSignal) return 'AbortSignal';
  if (value instanceof ArrayBuffer) return `ArrayBuffer(${value.byteLength})`;
  const isGroup = Object.prototype.toString.call(value) === '[object Object]';
  return isGroup ? `{ ${describeFields(value)} }` : JSON.stringify(value);
}

export const grouped = (number) => number.toLocaleString('en');

/** The time of day of `at`, which is in milliseconds of `performance.now()`. */
export function clock(at) {
  const date = new Date(performance.timeOrigin + at);
  return `${date.toLocaleTimeString('en-GB')}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

/** A length of time, in milliseconds, as long as a person wants to read it. */
export function duration(time) {
  if (time < 10) return `${time.toFixed(1)} ms`;
  if (time < 1_000) return `${time.toFixed(0)} ms`;
  if (time < 60_000) return `${(time / 1_000).toFixed(1)} s`;
  return `${Math.floor(time / 60_000)} min ${Math.floor((time % 60_000) / 1_000)} s`;
}
