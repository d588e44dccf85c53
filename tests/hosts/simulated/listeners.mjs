// Who hears of an event? Lists of functions of the page, each of which may throw without harm.

export const KINDS = ['Open', 'Message', 'Error', 'Close'];

/** @param guard runs a function of the page, and notes what it throws */
export function createListeners(guard) {
  const lists = new Map();
  const of = (name) => lists.get(name) ?? lists.set(name, []).get(name);
  return {
    on: (name, listener) => void of(name).push(listener),
    off: (name, listener) => void lists.set(name, listener ? of(name).filter((one) => one !== listener) : []),
    tell: (name, event) =>
      of(name)
        .slice()
        .forEach((listener) => guard(listener, event)),
  };
}

/** Calls back, with one result. @param names of the callbacks that are due, in their order */
export function callBack(guard, options, names, result) {
  for (const name of names) {
    if (typeof options[name] === 'function') guard(options[name], result);
  }
}
