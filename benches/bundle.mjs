// Makes scripts of what is compared: benches/dist.

import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
// The project's own: a contender brings another one along.
import { build } from '../node_modules/esbuild/lib/main.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const DIST = join(HERE, 'dist');

/** The contenders that come out of packages. */
const PACKAGES = ['uni-h5', 'uni-h5-success', 'taro', 'reconnecting', 'partysocket'];

/** What a page evaluates to have a library: a module, of which one script is made, or a script as it is published. */
const MODULES = {
  'uni-socket': '../pkg/dist/index.js',
  'uni-socket-js': '../pkg/dist/js.js',
  'uni-h5': './contenders/uni-h5.js',
  reconnecting: 'reconnecting-websocket',
  partysocket: 'partysocket/ws',
};
const SCRIPTS = {
  'uni-socket-tag': '../pkg/dist/uni-socket.global.js',
  'socket.io': 'node_modules/socket.io-client/dist/socket.io.min.js',
};

const shared = {
  absWorkingDir: HERE,
  bundle: true,
  minify: true,
  target: 'es2020',
  logLevel: 'warning',
  // What uni-app's own compiler puts there.
  alias: { vue: '@dcloudio/uni-h5-vue' },
};

export async function bundle() {
  const scripts = join(DIST, 'scripts');
  mkdirSync(scripts, { recursive: true });
  const entryPoints = PACKAGES.map((name) => `contenders/${name}.js`);
  await build({ ...shared, format: 'esm', entryPoints, outdir: DIST });
  for (const [name, module] of Object.entries(MODULES)) {
    await build({
      ...shared,
      format: 'iife',
      globalName: 'evaluated',
      stdin: { contents: `export * as module from '${module}';`, resolveDir: HERE },
      // Loaded where WebAssembly is refused, and only there.
      external: name === 'uni-socket' ? ['./core-as-js.js'] : [],
      outfile: join(scripts, `${name}.js`),
    });
  }
  for (const [name, file] of Object.entries(SCRIPTS)) copyFileSync(join(HERE, file), join(scripts, `${name}.js`));
}
