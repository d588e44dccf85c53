// Values that a caller may pass by mistake or in bad faith.

const throws = () => {
  throw new Error('thrown by a value of the test');
};

class Tagged {
  get [Symbol.toStringTag]() {
    return throws();
  }
}

/** One of every type, and some that pretend to be another. Those of `[name, value]` are new on each call. */
export const values = () => [
  ['undefined', undefined],
  ['null', null],
  ['a number', 1],
  ['a fraction', 0.5],
  ['a negative number', -1],
  ['NaN', NaN],
  ['a string', 'text'],
  ['a boolean', true],
  ['a symbol', Symbol('of the test')],
  ['a bigint', BigInt(1)],
  ['a function', () => 'text'],
  ['an array', ['text']],
  ['an array of numbers', [1]],
  ['an object', { key: 'value' }],
  ['an object without prototype', Object.create(null)],
  ['an object that cannot be text', { toString: throws, valueOf: throws, toJSON: throws }],
  ['an object whose tag throws', new Tagged()],
  ['an object tagged ArrayBuffer', { [Symbol.toStringTag]: 'ArrayBuffer', byteLength: 4 }],
  ['an object tagged String', { [Symbol.toStringTag]: 'String', length: 4 }],
  ['a String object', Object('text')],
  ['a Number object', Object(1000)],
  ['a Date', new Date(0)],
  ['a RegExp', /text/],
  ['a Map', new Map()],
  ['an Error', new Error('of the test')],
  ['a Promise', Promise.resolve('text')],
];

/** A proxy that throws whatever is done to it. */
export function revokedProxy() {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
