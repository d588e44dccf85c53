// What does the form send? Each kind of payload is read from the form's fields, as the data itself and as the source text
// of an expression that gives it.

import { hexDigits } from './hex.js';

const KINDS = {
  text: {
    data: ({ text }) => text.value,
    source: ({ text }) => quote(text.value),
  },
  hex: {
    data: ({ hex }) => Uint8Array.from(bytesIn(hex.value)).buffer,
    source: ({ hex }) => sourceOfBytes(hex.value),
  },
  // Each byte is the low byte of its index, so that a piece out of place would be seen.
  size: {
    data: ({ size }) => new Uint8Array(size.valueAsNumber).map((_, index) => index).buffer,
    source: ({ size }) => `new Uint8Array(${size.valueAsNumber}).map((_, index) => index).buffer`,
  },
};

export const dataOf = (fields) => KINDS[fields.payload.value].data(fields);

export const sourceOfData = (fields) => KINDS[fields.payload.value].source(fields);

/** `text` as a string of JavaScript in single quotes. */
export function quote(text) {
  const doubleQuoted = JSON.stringify(text);
  return `'${doubleQuoted.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** The bytes that are written in `text` with two digits of hex each. */
export const bytesIn = (text) => (text.match(/[0-9a-f]{2}/gi) ?? []).map((digits) => Number.parseInt(digits, 16));

export const sourceOfBytes = (text) =>
  `Uint8Array.of(${bytesIn(text)
    .map((byte) => `0x${hexDigits(byte)}`)
    .join(', ')}).buffer`;
