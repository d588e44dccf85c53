// Makes the entries of a core that panics where it is told to (src/api/planted.rs); `cargo xtask test` calls it:
//   node tests/support/planted.mjs <folder with wasm-bindgen's output>
// They go to `dist` in that folder.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PRODUCTION } from '../../pkg/binaryen.mjs';
import { bundle, isDevelopment } from '../../pkg/bundle.mjs';
import { makeCore } from '../../pkg/core.mjs';

const [folder] = process.argv.slice(2);
const dist = join(folder, 'dist');
mkdirSync(dist, { recursive: true });
const core = makeCore(folder, join(folder, 'uni-socket.wasm'), ...PRODUCTION);
await bundle(core, ['src/index.js', 'src/js.js'], dist, { define: isDevelopment(false) });
