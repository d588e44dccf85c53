// How is a value shown in one line?

import { t } from './i18n.js';

const SHOWN_BYTES = 64;
const SHOWN_CHARACTERS = 1000;

/** The beginning of a payload, and a note of how much of it there is. */
export function describePayload(data) {
  if (typeof data === 'string') {
    const cut = data.length > SHOWN_CHARACTERS ? '…' : '';
    return {
      detail: data.slice(0, SHOWN_CHARACTERS) + cut,
      note: t('text, {length} characters', { length: data.length }),
    };
  }
  const shown = new Uint8Array(data, 0, Math.min(data.byteLength, SHOWN_BYTES));
  const cut = data.byteLength > SHOWN_BYTES ? ' …' : '';
  return {
    detail: Array.from(shown, hexDigits).join(' ') + cut,
    note: t('binary, {length} bytes', { length: data.byteLength }),
  };
}

/** How a call ended, or what an `error` event says. */
export function describeOutcome({ errMsg, errCode }) {
  return errCode === undefined ? errMsg : `${errMsg} · errCode ${errCode}`;
}

export function describeFields(object) {
  return Object.entries(object)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
    .join(', ');
}

export const hexDigits = (byte) => byte.toString(16).padStart(2, '0');
