// How does a host instantiate WebAssembly? By the path of a file in the package, later, under a name of its own.

import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

/**
 * @param entry `webAssembly` of one of variants.js
 * @param fileOf resolves a path of the package
 * @param realm the page's, whose Promise is answered with
 */
export function createWebAssembly(entry, fileOf, realm) {
  function bytesOf(source) {
    if (entry.takesBytes && typeof source !== 'string') return source;
    if (typeof source !== 'string' || !/\.wasm(\.br)?$/.test(source)) {
      throw new TypeError(`${entry.name}: not the path of a .wasm or .wasm.br: ${source}`);
    }
    const bytes = readFileSync(fileOf(absolute(source)));
    return source.endsWith('.br') ? brotliDecompressSync(bytes) : bytes;
  }

  function absolute(path) {
    if (path.startsWith('/')) return path;
    if (entry.relativeTo === undefined) throw new TypeError(`${entry.name}: not an absolute path: ${path}`);
    return posix.join(entry.relativeTo, path);
  }

  /** A Promise of the page's realm, of what an async function does. */
  const promised =
    (work) =>
    (...given) =>
      new realm.Promise((resolve, reject) => work(...given).then(resolve, reject));

  function restricted(instance) {
    const exported = Object.entries(instance.exports).filter(([, value]) => !(entry.withoutGlobals && isGlobal(value)));
    const exports = exported.map(([name, value]) => [name, entry.isInterpreter && isTable(value) ? readOnly(value) : value]);
    return { exports: Object.freeze(Object.fromEntries(exports)) };
  }

  async function instantiate(source, imports) {
    const { instance, module } = await WebAssembly.instantiate(bytesOf(source), imports);
    const ours = restricted(instance);
    return entry.result === 'instance' ? ours : { instance: ours, module };
  }

  function Instance(module, imports) {
    return restricted(new WebAssembly.Instance(module, imports));
  }

  const { Memory, Table, Global } = WebAssembly;
  return {
    instantiate: promised(instantiate),
    // S: an interpreter has none that a page could make.
    ...(!entry.isInterpreter && { Memory, Table, Global }),
    ...(entry.compiles && { compile: promised(async (source) => WebAssembly.compile(bytesOf(source))), Instance }),
  };
}

const isGlobal = (value) => value instanceof WebAssembly.Global;
const isTable = (value) => value instanceof WebAssembly.Table;

/** S: a table that can be neither changed nor grown. */
const readOnly = (table) => ({
  get: (index) => table.get(index),
  get length() {
    return table.length;
  },
});
