// What is there in a page's realm? The language as the host's engine has it, timers and a console; hardly more.

import { readFileSync } from 'node:fs';
import { TextDecoder, TextEncoder } from 'node:util';
import vm from 'node:vm';

/** D P 2: what V8 gives each realm, and the logic layer of no host can be trusted to have. Node's own never gets in. */
const ABSENT = ['WebAssembly', 'FinalizationRegistry', 'WeakRef', 'SharedArrayBuffer', 'Atomics'];

const PROMISE_OF_TIMERS = readFileSync(new URL('./promise-of-timers.js', import.meta.url), 'utf8');

/** `Symbol.asyncIterator` cannot be deleted: a Symbol that never had it takes the place. */
const WITHOUT_ASYNC_ITERATOR = `{
  const Whole = Symbol;
  const Poorer = function Symbol(description) {
    return Whole(description);
  };
  for (const name of Object.getOwnPropertyNames(Whole)) {
    if (name !== 'asyncIterator' && name !== 'prototype') {
      Object.defineProperty(Poorer, name, Object.getOwnPropertyDescriptor(Whole, name));
    }
  }
  Poorer.prototype = Whole.prototype;
  this.Symbol = Poorer;
}`;

/**
 * @param variant one of variants.js
 * @param guard runs a function of the page, and notes what it throws
 * @param onRejection hears of what a Promise of the host's own was rejected with, and nobody handled
 */
export function createRealm(variant, { guard, onRejection }) {
  const wasm = Boolean(variant.hasStandardWebAssembly);
  const context = vm.createContext({}, { codeGeneration: { strings: false, wasm } });
  const run = (code) => vm.runInContext(code, context);
  const realm = run('this');
  const timers = createTimers(guard);
  const { asyncIterator, names } = split(variant.absent ?? []);
  if (asyncIterator) run(WITHOUT_ASYNC_ITERATOR);
  for (const name of [...ABSENT, ...names]) {
    if (name !== 'WebAssembly' || !wasm) delete realm[name];
  }
  Object.assign(realm, timers.functions, { console: createConsole() });
  Object.assign(realm, variant.globals);
  if (variant.hasTextCodec) Object.assign(realm, { TextDecoder, TextEncoder });
  if (variant.promiseOfTimers) realm.Promise = run(PROMISE_OF_TIMERS)(timers.functions.setTimeout, onRejection);
  return { context, realm, stop: timers.stop };
}

const split = (absent) => ({
  asyncIterator: absent.includes('Symbol.asyncIterator'),
  names: absent.filter((name) => !name.includes('.')),
});

const createConsole = () =>
  Object.fromEntries(['log', 'info', 'debug', 'warn', 'error'].map((name) => [name, console[name].bind(console)]));

/** Those of the host: numbers for names, and what a callback throws ends nothing but the callback. */
function createTimers(guard) {
  const pending = new Map();
  let last = 0;
  let stopped = false;

  const forget = (id, clear) => {
    clear(pending.get(id));
    pending.delete(id);
  };
  const functions = {
    setTimeout(run, delay, ...rest) {
      const id = ++last;
      const due = () => {
        pending.delete(id);
        guard(run, ...rest);
      };
      if (!stopped) pending.set(id, setTimeout(due, delay));
      return id;
    },
    setInterval(run, delay, ...rest) {
      const id = ++last;
      if (!stopped)
        pending.set(
          id,
          setInterval(() => guard(run, ...rest), delay),
        );
      return id;
    },
    clearTimeout: (id) => forget(id, clearTimeout),
    clearInterval: (id) => forget(id, clearInterval),
  };

  function stop() {
    stopped = true;
    for (const id of [...pending.keys()]) forget(id, clearTimeout);
  }

  return { functions, stop };
}
