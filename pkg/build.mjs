// Makes pkg/dist from what wasm-bindgen wrote. `cargo xtask build` calls it:
//   node pkg/build.mjs <folder with wasm-bindgen's output of each flavour of the core>

import { copyFileSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { optimize, PRODUCTION, runBinaryen } from './binaryen.mjs';
import { entries, print } from './sizes.mjs';
import { encode } from './src/bytes-as-text.js';

/** What a page pays for the default entry, in bytes of brotli. The JavaScript core is not counted: it is loaded only where WebAssembly is refused. */
const BUDGET = 20_000;

/** The syntax of iOS 12 and of the WebViews of its time. */
const TARGET = 'es2018';
/** What the tools of the mini-program hosts take. */
const MINI_PROGRAM_TARGET = 'es2017';

const [bindgen] = process.argv.slice(2);
const pkg = dirname(fileURLToPath(import.meta.url));
// Made beside the old one and then put in its place: a page that is open meanwhile finds one of the two.
const dist = join(bindgen, 'dist');

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
 * wasm-bindgen knows a view of old memory by its buffer being detached. When the JavaScript core's memory grows, its old
 * buffer is not: the views would be of memory that is no more. So they are asked whose buffer they have.
 */
function withFreshViews(glue) {
  const views = /if \((cached\w+) === null \|\| .*(?=\) \{\n +\1 = new \w+\((wasm\.[\w$]+\.buffer)\);)/g;
  if (glue.match(views)?.length !== glue.match(/\.buffer\);/g).length) {
    throw new Error('wasm-bindgen writes another form than expected: see withFreshViews in pkg/build.mjs');
  }
  return glue.replace(views, (_, cached, buffer) => `if (${cached} === null || ${cached}.buffer !== ${buffer}`);
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

/** Makes of wasm-bindgen's output what the entries are made of; `level` and `options` are for wasm-opt. */
function makeCore(folder, wasm, level, ...options) {
  const glue = join(folder, 'uni_socket_bg.js');
  const names = optimize([level, ...options], join(folder, 'uni_socket_bg.wasm'), wasm);
  writeFileSync(glue, withFreshViews(withShortNames(readFileSync(glue, 'utf8'), JSON.parse(names))));
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

/** Bundles `entryPoints` (and the core as JavaScript) of a flavour into `outdir`, as modules and as CommonJS. */
async function bundle({ glue, text, core, shells }, entryPoints, outdir, options) {
  const shared = { absWorkingDir: pkg, bundle: true, metafile: true, target: TARGET, logLevel: 'warning', ...options };
  /** What the entries are made of; `extension` is that of the files beside them, of which they load the JavaScript core. */
  const parts = (extension) => ({
    alias: { '#glue': glue, '#shells': shells, '#wasm-as-text': text, '#core-as-js': `./core-as-js.${extension}` },
    external: [`./core-as-js.${extension}`],
  });
  // For `node` esbuild writes the names of the exports so that Node finds them in CommonJS: `import()` of the core needs that.
  for (const [format, extension, platform] of [['esm', 'js', 'browser'], ['cjs', 'cjs', 'node']]) {
    const files = { ...shared, format, platform, outdir, outExtension: { '.js': `.${extension}` } };
    // Nobody reads what wasm2js writes.
    await build({ ...files, minify: true, entryPoints: [core] });
    const { metafile } = await build({ ...files, ...parts(extension), entryPoints });
    // What `cargo xtask sizes` counts.
    writeFileSync(join(dirname(core), `bundled.${extension}.json`), JSON.stringify(metafile));
  }
  return { ...shared, ...parts('js') };
}

/** The entry for mini-programs in one file, whose package needs nothing else: as a module, and as CommonJS in a folder of its own. */
async function bundleForMiniPrograms({ glue, core, shells, hosts }, options) {
  const shared = {
    absWorkingDir: pkg,
    entryPoints: ['src/mp.js'],
    bundle: true,
    target: MINI_PROGRAM_TARGET,
    alias: { '#glue': glue, '#shells': shells, '#hosts': hosts, '#core-as-js': core },
    inject: ['src/text-decoder.js'],
    logLevel: 'warning',
    ...options,
  };
  await build({ ...shared, format: 'esm', outfile: join(dist, 'mp.js') });
  await build({ ...shared, format: 'cjs', platform: 'node', outfile: join(dist, 'mp/index.js') });
  writeFileSync(join(dist, 'mp/package.json'), '{ "type": "commonjs" }\n');
}

/** What is only for the development build the shells ask for by this name: esbuild leaves it out of the others. */
const isDevelopment = (value) => ({ 'import.meta.DEVELOPMENT': String(value) });

mkdirSync(dist);

const wasm = join(dist, 'uni-socket.wasm');
const production = makeCore(join(bindgen, 'production'), wasm, ...PRODUCTION);
const shared = await bundle(production, ['src/index.js', 'src/js.js', 'src/slim.js'], dist, {
  minify: true,
  sourcemap: true,
  define: isDevelopment(false),
});
await bundleForMiniPrograms(production, { minify: true, sourcemap: true, define: isDevelopment(false) });
writeFileSync(`${wasm}.br`, brotliCompressSync(readFileSync(wasm)));
await build({ ...shared, entryPoints: ['src/global.js'], outfile: join(dist, 'uni-socket.global.js'), format: 'iife' });

// Readable, as it is meant to be read.
const folder = join(bindgen, 'development');
const development = makeCore(folder, join(folder, 'uni-socket.wasm'), '-O1');
await bundle(development, ['src/index.js'], join(dist, 'development'), { define: isDevelopment(true) });

for (const name of ['index', 'slim', 'mp']) {
  const types = readFileSync(join(pkg, `src/${name}.d.ts`), 'utf8');
  writeFileSync(join(dist, `${name}.d.ts`), types);
  // The same for `require`, or TypeScript would take the CommonJS entries for modules.
  writeFileSync(join(dist, `${name}.d.cts`), types.replaceAll("'./index.js'", "'./index.cjs'"));
}
const published = join(pkg, 'dist');
rmSync(published, { recursive: true, force: true });
renameSync(dist, published);
for (const name of ['CHANGELOG.md', 'LICENSE-MIT', 'LICENSE-APACHE']) copyFileSync(join(pkg, '..', name), join(pkg, name));

const files = entries();
print('Sizes in bytes', files);
const spent = files.find(({ name }) => name === 'index.js').brotli;
console.log(`The default entry takes ${spent} of its budget of ${BUDGET} bytes (brotli).`);
if (spent > BUDGET) {
  console.error('The default entry is over its budget (BUDGET in pkg/build.mjs).');
  process.exit(1);
}
