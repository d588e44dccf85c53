// How does a page of a mini-program come to a client? Bundled as a mini-program's build would, and loaded by a simulated
// WeChat. "Simulated" is all that it says: no vendor's host has run it.

import { fileURLToPath } from 'node:url';
import { createSimulation } from '../../hosts/simulated/simulation.mjs';
import { bundle } from './bundle.mjs';

const SOURCES = fileURLToPath(new URL('../pages/', import.meta.url));
const BUILD = {
  format: 'cjs',
  target: 'es2018',
  define: {
    // WeChat's own wrapper of modules has it as a parameter, without a value: it is declared, and undefined.
    window: 'undefined',
    // Looked for before `Function('return this')()`, which WeChat lets pass (D), and a simulated host does not.
    self: 'globalThis',
  },
};

/**
 * Resolves a function that opens the page tests/clients/pages/`name`.js, each time anew, and returns
 * `{ exports, thrown, end }`: what it exports, and what its functions threw.
 */
export async function bundlePage(name) {
  const folder = await bundle(SOURCES, name, name, BUILD);
  return () => {
    const { require, thrown, end } = createSimulation('weixin', { folder });
    return { exports: require('/index.js'), thrown, end };
  };
}
