// Makes pkg/dist from what wasm-bindgen wrote. `cargo xtask build` calls it:
//   node pkg/build.mjs <folder of wasm-bindgen's output> <path of src/api in it>

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { encode } from './src/bytes-as-text.js';

/** What a page pays for the default entry, in bytes of brotli. The JavaScript core is not counted: it is loaded only where WebAssembly is refused. */
const BUDGET = 21_500;

/** The syntax of iOS 12 and of the WebViews of its time. */
const TARGET = 'es2018';

const [bindgen, shells] = process.argv.slice(2);
const pkg = dirname(fileURLToPath(import.meta.url));
// Made beside the old one and then put in its place: a page that is open meanwhile finds one of the two.
const dist = join(bindgen, 'dist');
const binaryen = join(dirname(createRequire(import.meta.url).resolve('binaryen/package.json')), 'bin');

// Never all features: wasm-opt would add some (tail calls) that old engines and wasm2js refuse.
const FEATURES = ['bulk-memory', 'bulk-memory-opt', 'sign-ext', 'nontrapping-float-to-int', 'mutable-globals'];

function runBinaryen(tool, ...args) {
  const features = FEATURES.map((feature) => `--enable-${feature}`);
  return execFileSync(process.execPath, [join(binaryen, tool), ...features, ...args], { encoding: 'utf8' });
}

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

/**
 * wasm2js writes a module that makes its one instance as it loads. Taken apart, it is a function of its imports, so that
 * the glue can be the one that the WebAssembly core has.
 */
function asFunction(wasm2js) {
  const start = wasm2js.indexOf('function asmFunc(');
  const end = wasm2js.indexOf('\nvar retasmFunc = asmFunc(');
  if (start < 0 || end < start) throw new Error('wasm2js writes another form than expected: see asFunction in pkg/build.mjs');
  const imports = wasm2js.slice(0, start).replace(/^import .*$/gm, '');
  return `${imports}${wasm2js.slice(start, end)}\nexport const instantiate = asmFunc;\n`;
}

mkdirSync(dist);

const wasm = join(dist, 'uni-socket.wasm');
const glue = join(bindgen, 'uni_socket_bg.js');
// Bulk memory, which old engines do not have, becomes loops. Below 1 KiB there is only the far end of the stack, so no
// address that is worked out lies there.
const FLAGS = ['--llvm-memory-copy-fill-lowering', '-Oz', '--converge', '--low-memory-unused', '--strip-producers'];
runBinaryen('wasm-opt', ...FLAGS, join(bindgen, 'uni_socket_bg.wasm'), '-o', wasm);
const names = runBinaryen('wasm-opt', '--minify-imports-and-exports-and-modules', wasm, '-o', wasm);
writeFileSync(glue, withShortNames(readFileSync(glue, 'utf8'), JSON.parse(names)));
const text = join(bindgen, 'wasm-as-text.js');
writeFileSync(text, `export default ${JSON.stringify(encode(readFileSync(wasm)))};\n`);

const core = join(bindgen, 'core-as-js.js');
runBinaryen('wasm2js', '-Oz', wasm, '-o', core);
writeFileSync(core, asFunction(readFileSync(core, 'utf8')));

const shared = {
  absWorkingDir: pkg,
  bundle: true,
  minify: true,
  sourcemap: true,
  target: TARGET,
  logLevel: 'warning',
};

/** What the entries are made of; `extension` is that of the files beside them, of which they load the JavaScript core. */
const parts = (extension) => ({
  alias: {
    '#glue': glue,
    '#shells': join(shells, 'uni.js'),
    '#wasm-as-text': text,
    '#core-as-js': `./core-as-js.${extension}`,
  },
  external: [`./core-as-js.${extension}`],
});

// For `node` esbuild writes the names of the exports so that Node finds them in CommonJS: `import()` of the core needs that.
for (const [format, extension, platform] of [['esm', 'js', 'browser'], ['cjs', 'cjs', 'node']]) {
  const options = { ...shared, format, platform, outdir: dist, outExtension: { '.js': `.${extension}` } };
  await build({ ...options, entryPoints: [core] });
  await build({ ...options, ...parts(extension), entryPoints: ['src/index.js', 'src/js.js', 'src/slim.js'] });
}
await build({
  ...shared,
  ...parts('js'),
  entryPoints: ['src/global.js'],
  outfile: join(dist, 'uni-socket.global.js'),
  format: 'iife',
});

for (const name of ['index', 'slim']) {
  const types = readFileSync(join(pkg, `src/${name}.d.ts`), 'utf8');
  writeFileSync(join(dist, `${name}.d.ts`), types);
  // The same for `require`, or TypeScript would take the CommonJS entries for modules.
  writeFileSync(join(dist, `${name}.d.cts`), types.replace("'./index.js'", "'./index.cjs'"));
}
const published = join(pkg, 'dist');
rmSync(published, { recursive: true, force: true });
renameSync(dist, published);
for (const name of ['CHANGELOG.md', 'LICENSE-MIT', 'LICENSE-APACHE']) copyFileSync(join(pkg, '..', name), join(pkg, name));

const row = (name, raw, gzip, brotli) =>
  console.log(`  ${name.padEnd(24)}${String(raw).padStart(9)}${String(gzip).padStart(9)}${String(brotli).padStart(9)}`);
console.log('\nSizes in bytes:');
row('', 'raw', 'gzip', 'brotli');
const brotli = {};
for (const name of ['index.js', 'slim.js', 'js.js', 'core-as-js.js', 'uni-socket.global.js', 'uni-socket.wasm']) {
  const content = readFileSync(join(published, name));
  brotli[name] = brotliCompressSync(content).length;
  row(name, content.length, gzipSync(content, { level: 9 }).length, brotli[name]);
}
const spent = brotli['index.js'];
console.log(`The default entry takes ${spent} of its budget of ${BUDGET} bytes (brotli).`);
if (spent > BUDGET) {
  console.error('The default entry is over its budget (BUDGET in pkg/build.mjs).');
  process.exit(1);
}
