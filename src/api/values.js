// What is this value? What Rust asks of values whose kind only JavaScript can tell, and what it has JavaScript build.

/** A property of a record that a shell has made; reading it runs no code of the page. */
export function property(record, name) {
  return record[name];
}

// The internal slots answer here, not the prototype or a tag: they know a buffer of another realm, and take nothing else
// for one, which a host would turn into text.
const slotReader = (type, name) => Object.getOwnPropertyDescriptor(type.prototype, name).get;
const bufferLength = slotReader(ArrayBuffer, 'byteLength');

/** Bytes of a buffer or Blob, UTF-16 code units of a string (reading the text would cost more than sending it); -1 for what cannot be sent. */
export function sizeOf(data) {
  if (typeof data === 'string') return data.length;
  if (ArrayBuffer.isView(data)) return data.byteLength;
  try {
    return bufferLength.call(data);
  } catch {
    return blobSize(data);
  }
}

function blobSize(data) {
  try {
    return slotReader(Blob, 'size').call(data);
  } catch {
    return -1;
  }
}

const KINDS = {
  Function: (value) => typeof value === 'function',
  String: (value) => typeof value === 'string',
  Number: (value) => typeof value === 'number',
  Boolean: (value) => typeof value === 'boolean',
  Array: (value) => Array.isArray(value) && value.every(KINDS.String),
  ArrayBuffer: (value) => typeof value !== 'string' && sizeOf(value) >= 0,
  AbortSignal: (value) => typeof value === 'object' && typeof value.addEventListener === 'function',
  Object: (value) => typeof value === 'object' && !Array.isArray(value),
};

const isOf = (value) => (kind) =>
  kind.startsWith("'") ? typeof value === 'string' && kind === `'${value}'` : KINDS[kind](value);

/**
 * What is wrong with an option that is none of `kinds` (joined by ', '; a kind in quotes is that very text), or a number
 * below `least`, if any; undefined if nothing is. `undefined` and `null` are absence.
 */
export function whatIsWrong(record, name, kinds, least) {
  const value = record[name];
  if (value === undefined || value === null) return undefined;
  if (!kinds.split(', ').some(isOf(value))) return describeWrongType(name, kinds, value);
  return least === undefined || least <= value ? undefined : describeWrongValue(name, `a number, at least ${least}`);
}

/** What is wrong with the first option that breaks one of `rules`, as `options.rs` writes them. */
export function firstWrong(record, rules) {
  for (const rule of rules.split('\n')) {
    const wrong = whatIsWrong(record, ...rule.split(/: | from /));
    if (wrong) return wrong;
  }
  return undefined;
}

/** In the words of uni-app's own check. */
export function describeWrongType(name, expected, value) {
  const received = rawType(value);
  let text = `Invalid args: type check failed for args "${name}". Expected ${expected}`;
  if ((expected === 'String' || expected === 'Number') && received !== 'Boolean') {
    text += ` with value ${styled(value, expected)}`;
  }
  text += `, got ${received} `;
  if (/^(String|Number|Boolean)$/.test(received)) text += `with value ${styled(value, received)}.`;
  return text;
}

export function describeWrongValue(name, mustBe) {
  return `Invalid args: "${name}" must be ${mustBe}`;
}

/** What a host threw, or said of a failure, in its own words. */
export function textOf(error) {
  return styled((error && (error.errMsg || error.errorMessage)) || error, 'Error');
}

// The page's own toString may throw, and a symbol or an object without prototype has no text.
function styled(value, type) {
  try {
    if (type === 'String') return `"${value}"`;
    return type === 'Number' ? `${Number(value)}` : `${value}`;
  } catch {
    return '(unreadable)';
  }
}

function rawType(value) {
  try {
    return Object.prototype.toString.call(value).slice(8, -1);
  } catch {
    return 'Object';
  }
}

export function isText(record, name, text) {
  return record[name] === text;
}

/** Bytes of `text` in UTF-8, with the replacement character for a lone surrogate, as hosts send it. */
export function utf8Length(text) {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0);
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** What a task has counted, by name; from the numbers of `run.rs`, in their order. `counts` are the numbers themselves. */
export function counters(counts) {
  const [attempts, opens, messagesSent, messagesReceived, bytesSent, bytesReceived, ...rest] = counts;
  const [overflow, expired, closed, withdrawn, queuedMessages, queuedBytes, roundTrip] = rest;
  const reasons = Object.entries({ overflow, expired, closed, withdrawn });
  return {
    counts: [...counts],
    attempts,
    opens,
    messagesSent,
    messagesReceived,
    bytesSent,
    bytesReceived,
    queuedMessages,
    queuedBytes,
    dropped: Object.fromEntries(reasons.filter(([, count]) => count > 0)),
    // NaN for none.
    roundTrip: roundTrip >= 0 ? roundTrip : null,
  };
}

export const noCounters = () => counters([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NaN]);
