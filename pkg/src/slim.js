// The entry that brings no core along: it is compiled from wherever the page has it. Calls made until then are recorded.

import { failToStart } from '#shells';
import { prepare, run } from './core.js';

export { configure, uni, useHost } from '#shells';
export { backend } from './core.js';
export { install } from './install.js';

let started;

/** Fulfilled when calls are carried out at once. */
export const ready = new Promise((resolve) => {
  started = resolve;
});

/**
 * Starts the core from `uni-socket.wasm`: its address, a Response, its bytes, a compiled module, or a Promise of any of
 * them. If that fails, calls fail until an `init` succeeds.
 */
export async function init(source) {
  try {
    const module = await compiled(await source);
    const again = () => run('wasm', (imports) => new WebAssembly.Instance(module, imports).exports);
    const { imports, begin } = prepare('wasm', again);
    begin((await WebAssembly.instantiate(module, imports)).exports);
    started();
  } catch (error) {
    failToStart(error);
    throw error;
  }
}

async function compiled(source) {
  if (source instanceof WebAssembly.Module) return source;
  const given = typeof source === 'string' || source instanceof URL ? await fetch(source) : source;
  if (typeof given.arrayBuffer !== 'function') return WebAssembly.compile(given);
  // What a server sends in place of a file that it does not have would fail too, but with words about magic numbers.
  if (!given.ok) throw new Error(`${given.url} answers ${given.status}`);
  return WebAssembly.compile(await given.arrayBuffer());
}
