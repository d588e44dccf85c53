// How does the core come alive, and what if it fails? Its glue and the shells are one and the same for WebAssembly and for
// JavaScript: only the function that makes the instance differs.

import { __wbg_set_wasm, Core, imports as ownImports, letGo } from '#glue';
import { failToStart, start, trapped } from '#shells';

/** Which build of the core runs: 'wasm' or 'js'; undefined until one does. */
export let backend;

/**
 * Gives the `imports` that an instance is made from, and `begin(exports)` for when it is there.
 * @param again puts another in its place, at once, when it has failed
 */
export function prepare(kind, again) {
  let isAlive = true;

  const mapped = (functions, map) =>
    Object.fromEntries(Object.entries(functions).map(([name, own]) => [name, typeof own === 'function' ? map(own) : own]));

  // Nothing gets out of the core but a trap: a panic, a stack that overflows, memory that is not to be had. Its memory
  // is then in a state that nothing may go on with.
  const caught =
    (own) =>
    (...args) => {
      try {
        return own(...args);
      } catch (error) {
        if (isAlive) replace(error);
        // Whatever was asked for, to the glue this is nothing: no value, no task, no.
        return 0;
      }
    };

  function replace(error) {
    isAlive = false;
    trapped(error, letGo());
    try {
      again();
    } catch (cause) {
      failToStart(cause);
    }
  }

  // What still runs of a core that has failed, below the call that it failed at, ends where it asks for something.
  const forTheLiving =
    (own) =>
    (...args) => {
      if (!isAlive) throw new Error();
      return own(...args);
    };

  return {
    imports: { a: mapped(ownImports.a, forTheLiving) },
    begin(exports) {
      __wbg_set_wasm(mapped(exports, caught));
      backend = kind;
      start(Core);
    },
  };
}

/** @param instantiate makes an instance of the core from its imports */
export function run(kind, instantiate) {
  const { imports, begin } = prepare(kind, () => run(kind, instantiate));
  begin(instantiate(imports));
}

export function giveUp(error) {
  failToStart(error);
  throw error;
}
