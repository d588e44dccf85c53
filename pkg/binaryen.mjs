// How is the module optimized? For the package (build.mjs), and in the same way where its bytes are counted, which takes
// source maps (`cargo xtask sizes`):
//   node pkg/binaryen.mjs <from> <to> <source map of it> <source map to write>

import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const binaryen = join(dirname(createRequire(import.meta.url).resolve('binaryen/package.json')), 'bin');

// Never all features: wasm-opt would add some (tail calls) that old engines and wasm2js refuse.
const FEATURES = ['bulk-memory', 'bulk-memory-opt', 'sign-ext', 'nontrapping-float-to-int', 'mutable-globals'];

/** Below 1 KiB there is only the far end of the stack, so no address that is worked out lies there. */
export const PRODUCTION = ['-Oz', '--converge', '--low-memory-unused', '--strip-producers'];

export function runBinaryen(tool, ...args) {
  const features = FEATURES.map((feature) => `--enable-${feature}`);
  return execFileSync(process.execPath, [join(binaryen, tool), ...features, ...args], { encoding: 'utf8' });
}

/** Returns, as JSON, which short names the imports and exports have been given. */
export function optimize(options, from, to, mapFrom, mapTo) {
  const maps = (map) => (map ? [`--input-source-map=${map}`, `--output-source-map=${mapTo}`] : []);
  // Bulk memory, which old engines do not have, becomes loops.
  const lower = '--llvm-memory-copy-fill-lowering';
  runBinaryen('wasm-opt', lower, ...options, from, '-o', to, ...maps(mapFrom));
  return runBinaryen('wasm-opt', '--minify-imports-and-exports-and-modules', to, '-o', to, ...maps(mapTo));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) optimize(PRODUCTION, ...process.argv.slice(2));
