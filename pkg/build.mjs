// Makes pkg/dist from what wasm-bindgen wrote. `cargo xtask build` calls it:
//   node pkg/build.mjs <folder with wasm-bindgen's output of each flavour of the core>

import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { PRODUCTION } from './binaryen.mjs';
import { bundle, isDevelopment } from './bundle.mjs';
import { makeCore } from './core.mjs';
import { entries, print } from './sizes.mjs';

/** What a page pays for the default entry, in bytes of brotli. The JavaScript core is not counted: it is loaded only where WebAssembly is refused. */
const BUDGET = 20_000;

/** What the tools of the mini-program hosts take. */
const MINI_PROGRAM_TARGET = 'es2017';

const [bindgen] = process.argv.slice(2);
const pkg = dirname(fileURLToPath(import.meta.url));
// Made beside the old one and then put in its place: a page that is open meanwhile finds one of the two.
const dist = join(bindgen, 'dist');

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
