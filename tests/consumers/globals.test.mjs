// Does importing the package touch anything outside of it? Each entry is evaluated where there is nothing but
// ECMAScript, WebAssembly and TextDecoder, and every global that it asks for is seen.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import vm from 'node:vm';
import { freshProject } from './support/project.mjs';

const project = freshProject('globals', 'node');
const { resolve } = createRequire(join(project, 'program.cjs'));

const GLUE = ['Array', 'ArrayBuffer', 'Map', 'Object', 'Promise', 'Symbol', 'TextDecoder'];
const VIEWS = ['Float32Array', 'Float64Array', 'Int16Array', 'Int32Array', 'Int8Array', 'Uint16Array', 'Uint32Array'];

/** What is asked for, in each entry. */
const READ = {
  'uni-socket': [...GLUE, 'Uint8Array', 'WebAssembly'],
  'uni-socket/slim': GLUE,
  'uni-socket/mp': [...GLUE.filter((name) => name !== 'TextDecoder'), ...VIEWS, 'Math', 'String', 'Uint8Array'],
  'uni-socket/js': [...GLUE, ...VIEWS, 'Math', 'Uint8Array'],
};

/** Each object that a realm has by itself, with its properties. */
function shapeOf(realm) {
  const values = Reflect.ownKeys(realm).map((key) => realm[key]);
  const prototypes = values.map((value) => value?.prototype);
  const objects = [realm, ...values, ...prototypes].filter((value) => Object(value) === value);
  return objects.map(Object.getOwnPropertyDescriptors);
}

function evaluate(path, context, seen) {
  const realm = vm.runInContext('globalThis', context);
  const watched = new Proxy(realm, {
    has: (_, name) => Boolean(seen.read.add(name)),
    get: (_, name) => (name === Symbol.unscopables ? undefined : seen.read.add(name) && realm[name]),
    set: (_, name) => Boolean(seen.written.add(name)),
    defineProperty: (_, name) => Boolean(seen.written.add(name)),
    deleteProperty: (_, name) => Boolean(seen.written.add(name)),
  });
  // Each name that the code does not declare itself is looked for on `watched`.
  const source = readFileSync(path, 'utf8');
  const code = `(watched) => { with (watched) return (module, exports, require) => {${source}\n}; }`;
  const module = { exports: {} };
  const require = (name) => evaluate(join(path, '..', name), context, seen);
  vm.runInContext(code, context, { filename: path })(watched)(module, module.exports, require);
  return module.exports;
}

for (const [entry, names] of Object.entries(READ)) {
  test(`${entry} reads a few names, and writes none`, () => {
    // Mini-programs may have no TextDecoder.
    const context = vm.createContext(names.includes('TextDecoder') ? { TextDecoder } : {});
    const realm = vm.runInContext('globalThis', context);
    const before = shapeOf(realm);
    const seen = { read: new Set(), written: new Set() };
    const { uni } = evaluate(resolve(entry), context, seen);
    assert.equal(typeof uni.connectSocket, 'function');
    assert.deepEqual([...seen.written], []);
    assert.deepEqual([...seen.read].sort(), [...names].sort());
    assert.deepEqual(shapeOf(realm), before);
  });
}
