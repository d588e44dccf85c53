// How does the core come alive? Its glue and the shells are one and the same for WebAssembly and for JavaScript: only the
// function that makes the instance differs.

import { __wbg_set_wasm, imports, start } from '#glue';
import { failToStart } from '#shells';

/** Which build of the core runs: 'wasm' or 'js'; undefined until one does. */
export let backend;

/** @param instantiate makes an instance of the core from its imports */
export function run(kind, instantiate) {
  __wbg_set_wasm(instantiate(imports));
  start();
  backend = kind;
}

export function giveUp(error) {
  failToStart(error);
  throw error;
}
