// The entry without WebAssembly: the same core as JavaScript, at once and everywhere.

import { instantiate } from '#core-as-js';
import { run } from './core.js';

export { configure, uni, useHost } from '#shells';
export { backend } from './core.js';
export { install } from './install.js';

run('js', instantiate);

/** Calls are carried out at once. */
export const ready = Promise.resolve();
