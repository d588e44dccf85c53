// What may the author of a page have overlooked, and what is going on? Said by the development build only, of which
// `import.meta.DEVELOPMENT` is true.

import { records } from './listeners.js';
import { invoke } from './outcome.js';

const said = new Set();

/**
 * The names of what a caller gave, members of objects as `reconnect.factor`. Getters are not run, and functions are left
 * out: the document's own samples have some that mean nothing (CALL-1).
 */
export function namesGiven(source) {
  const names = [];
  const collect = (object, prefix) => {
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(object))) {
      if (typeof value === 'function') continue;
      names.push(prefix + name);
      const isGroup = prefix === '' && Object.prototype.toString.call(value) === '[object Object]';
      if (isGroup) collect(value, `${name}.`);
    }
  };
  try {
    collect(source, '');
  } catch {
    // A proxy that does not want to be looked at.
  }
  return names;
}

/** Warns of options that the call does not know, each once. */
export function warnOfUnknown(core, { api, given, names }) {
  const known = Object.keys(given);
  // What is in a header, say, is the caller's own affair.
  const isAsked = (name) => !name.includes('.') || known.some((other) => other.startsWith(name.replace(/[^.]*$/, '')));
  for (const name of names.filter((given) => isAsked(given) && !known.includes(given))) {
    const what = `${api} does not know the option "${name}"`;
    if (said.has(what)) continue;
    said.add(what);
    const meant = core.didYouMean(name, known);
    console.warn(`uni-socket: ${what}${meant ? `; did you mean "${meant}"?` : ''}`);
  }
}

/** Tells a task's `debug` what goes on: a function gets an object, `true` means the console. */
export function trace(id, kind, detail) {
  const record = records.get(id);
  const debug = record && record.given.debug;
  if (!debug) return;
  if (typeof debug === 'function') invoke(debug, { id: String(id), kind, detail, at: Date.now() });
  else console.debug(`uni-socket #${id} ${kind}: ${detail}`);
}
