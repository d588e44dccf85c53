// The default entry: WebAssembly that is there on the next line. Where it is refused (a CSP without 'wasm-unsafe-eval',
// Chrome before 114, no WebAssembly at all), the same core as JavaScript is loaded; calls made until then are recorded.

import wasm from '#wasm-as-text';
import { decode } from './bytes-as-text.js';
import { giveUp, run } from './core.js';

export { configure, uni, useHost } from '#shells';
export { backend } from './core.js';
export { install } from './install.js';

/** Fulfilled when calls are carried out at once; rejected when no core could be loaded. */
export const ready = load();
ready.catch(() => {});

function load() {
  try {
    const module = new WebAssembly.Module(decode(wasm));
    return Promise.resolve(run('wasm', (imports) => new WebAssembly.Instance(module, imports).exports));
  } catch {
    return import('#core-as-js').then(({ instantiate }) => run('js', instantiate)).catch(giveUp);
  }
}
