// The entry for mini-programs: their hosts, and the core as JavaScript, which is there at once everywhere. `init` puts the
// WebAssembly module of the program's own package in its place, where the host has a way to load one.

import { instantiate } from '#core-as-js';
import { hosts } from '#hosts';
import { knowHosts, suspend } from '#shells';
import { prepare, run } from './core.js';
import { install as put } from './install.js';

export { configure, uni, useHost } from '#shells';
export { backend } from './core.js';

const runAsJs = () => run('js', instantiate);

knowHosts(hosts);
runAsJs();

/** Calls are carried out at once. */
export const ready = Promise.resolve();

/** As in the other entries. The host's own functions are found before they are replaced. */
export function install(target = typeof uni === 'object' ? uni : undefined) {
  hosts.find();
  if (!target) throw new TypeError('install: there is no uni here to install in');
  return put(target);
}

const loaders = () => [
  typeof WXWebAssembly === 'object' && WXWebAssembly,
  typeof TTWebAssembly === 'object' && TTWebAssembly,
  typeof MYWebAssembly === 'object' && MYWebAssembly,
];

/**
 * Goes on with the core as WebAssembly, from a file of the program's package. Calls made meanwhile wait for it. If it cannot
 * be loaded this rejects, and the core as JavaScript carries them out.
 * @param wasmPath where the file is in the package: uni-socket.wasm or uni-socket.wasm.br, from the root on ('/static/…')
 */
export async function init({ wasmPath }) {
  const loader = loaders().find(Boolean);
  if (!loader) throw new Error('uni-socket: this host has no way to load WebAssembly');
  if (!suspend()) throw new Error('uni-socket: init has to come before the first connectSocket and configure');
  try {
    const { imports, begin } = prepare('wasm', runAsJs);
    const loaded = await loader.instantiate(wasmPath, imports);
    // WeChat gives the instance itself, by its typings, or an object that has it, by its documentation.
    begin((loaded.instance || loaded).exports);
  } catch (error) {
    runAsJs();
    throw error;
  }
}
