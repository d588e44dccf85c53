// What are the entries made of? Of wasm-bindgen's output: the module optimized, as text and as JavaScript, and its glue.

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { optimize, runBinaryen } from './binaryen.mjs';
import { encode } from './src/bytes-as-text.js';

/**
 * wasm-bindgen's names end in hashes, which nothing compresses. wasm-opt has given the module short ones and says which;
 * the glue gets them too, and its imports as one object.
 */
function withShortNames(glue, { imports, exports }) {
  const long = new Set(imports.map(([, name]) => name));
  const short = new Map(exports);
  const body = glue
    .replace(/^export function (\w+)/gm, (line, name) => (long.has(name) ? `function ${name}` : line))
    .replace(/\bwasm\.(\w+)/g, (_, name) => `wasm.${short.get(name)}`);
  const own = './uni_socket_bg.js';
  // What needs no conversion the module imports from a shell directly.
  const direct = imports.filter(([module]) => module !== own);
  const head = direct.map(([module, name, to]) => `import { ${name} as direct_${to} } from '${module}';\n`).join('');
  const rows = imports.map(([module, name, to]) => `    ${to}: ${module === own ? name : `direct_${to}`}, // ${name}`);
  return `${head}${body}\nexport const imports = {\n  a: {\n${rows.join('\n')}\n  },\n};\n`;
}

/** The core is a class that nobody makes an object of (`core.rs`): what wasm-bindgen writes for its objects goes. */
function withoutObjects(glue) {
  const parts = [
    /^ {4}(__destroy_into_raw|free)\(\) \{\n[^]*?\n {4}\}\n/gm,
    /^if \(Symbol\.dispose\) Core\.prototype.*\n/gm,
    /^const CoreFinalization = .*\n.*\n.*;\n/gm,
  ];
  const rest = parts.reduce((text, part) => text.replace(part, ''), glue);
  if (/CoreFinalization|__wbg_ptr/.test(rest))
    throw new Error('wasm-bindgen writes another form than expected: see withoutObjects in pkg/core.mjs');
  return rest;
}

/**
 * wasm-bindgen knows a view of old memory by its buffer being detached. When the JavaScript core's memory grows, its old
 * buffer is not: the views would be of memory that is no more. So they are asked whose buffer they have.
 */
function withFreshViews(glue) {
  const views = /if \((cached\w+) === null \|\| .*(?=\) \{\n +\1 = new \w+\((wasm\.[\w$]+\.buffer)\);)/g;
  if (glue.match(views)?.length !== glue.match(/\.buffer\);/g).length) {
    throw new Error('wasm-bindgen writes another form than expected: see withFreshViews in pkg/core.mjs');
  }
  return glue.replace(views, (_, cached, buffer) => `if (${cached} === null || ${cached}.buffer !== ${buffer}`);
}

/**
 * The glue keeps each value that the core holds in a list, by a number. What a core that has failed held nobody else frees:
 * `letGo` empties the list, and says what was in it.
 */
function withLetGo(glue) {
  if (!/^let heap = .*\n.*\n\nlet heap_next = heap\.length;$/m.test(glue))
    throw new Error('wasm-bindgen writes another form than expected: see withLetGo in pkg/core.mjs');
  const letGo = [
    'const ownOfHeap = heap.length;',
    'export function letGo() {',
    '  const held = heap.slice();',
    '  heap_next = heap.length = ownOfHeap;',
    '  return held;',
    '}',
  ];
  return `${glue}\n${letGo.join('\n')}\n`;
}

/**
 * wasm2js writes a module that makes its one instance as it loads. Taken apart, it is a function of its imports, so that
 * the glue can be the one that the WebAssembly core has.
 */
function asFunction(wasm2js) {
  const start = wasm2js.indexOf('function asmFunc(');
  const end = wasm2js.indexOf('\nvar retasmFunc = asmFunc(');
  if (start < 0 || end < start) throw new Error('wasm2js writes another form than expected: see asFunction in pkg/core.mjs');
  const imports = wasm2js.slice(0, start).replace(/^import .*$/gm, '');
  return `${imports}${wasm2js.slice(start, end)}\nexport const instantiate = asmFunc;\n`;
}

/** Makes of wasm-bindgen's output what the entries are made of; `level` and `options` are for wasm-opt. */
export function makeCore(folder, wasm, level, ...options) {
  const glue = join(folder, 'uni_socket_bg.js');
  const names = optimize([level, ...options], join(folder, 'uni_socket_bg.wasm'), wasm);
  writeFileSync(glue, withLetGo(withFreshViews(withShortNames(withoutObjects(readFileSync(glue, 'utf8')), JSON.parse(names)))));
  const text = join(folder, 'wasm-as-text.js');
  writeFileSync(text, `export default ${JSON.stringify(encode(readFileSync(wasm)))};\n`);
  const core = join(folder, 'core-as-js.js');
  runBinaryen('wasm2js', level, wasm, '-o', core);
  writeFileSync(core, asFunction(readFileSync(core, 'utf8')));
  // wasm-bindgen has put the shells beside the glue, in a folder with a hash in its name.
  const [snippets] = readdirSync(join(folder, 'snippets'));
  const source = join(folder, 'snippets', snippets, 'src');
  return { glue, text, core, shells: join(source, 'api/uni.js'), hosts: join(source, 'host/mini_program.js') };
}
