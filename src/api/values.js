// What is this value? What Rust asks of values whose kind only JavaScript can tell, and what it has JavaScript build.

/** A property of a record that a shell has made; reading it runs no code of the page. */
export function property(record, name) {
  return record[name];
}

const KINDS = {
  String: (value) => typeof value === 'string',
  Number: (value) => typeof value === 'number',
  Boolean: (value) => typeof value === 'boolean',
  Array: (value) => Array.isArray(value) && value.every(KINDS.String),
  Object: (value) => typeof value === 'object' && !Array.isArray(value),
};

/**
 * What is wrong with an option that is not one of the kinds `expected` (joined by ', '), in the words of uni-app's own
 * check; undefined if nothing is. `undefined` and `null` are absence, which is right for every option that is not required.
 */
export function wrongType(record, name, expected) {
  const value = record[name];
  const kinds = expected.split(', ');
  if (value === undefined || value === null || kinds.some((kind) => KINDS[kind](value))) return undefined;
  return describeWrongType(name, expected, value);
}

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

/** What a host threw, in its own words. */
export function textOf(error) {
  return styled(error, 'Error');
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

export function isText(value, text) {
  return value === text;
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

export function counters(attempts, opens, messagesSent, messagesReceived, bytesSent, bytesReceived) {
  return { attempts, opens, messagesSent, messagesReceived, bytesSent, bytesReceived };
}

/** To the console, as the call goes on. */
export function warnOfIgnored(option) {
  console.warn(`uni-socket: a browser's WebSocket cannot send the option "${option}"; it is ignored`);
}

/** Whether a header has anything in it. */
export function isEmpty(record) {
  return Object.keys(record).length === 0;
}
