// How do the entries become files? esbuild bundles each with the glue and the shells, as a module and as CommonJS.

import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** The syntax of iOS 12 and of the WebViews of its time. */
const TARGET = 'es2018';

const pkg = dirname(fileURLToPath(import.meta.url));

/** What is only for the development build the shells ask for by this name: esbuild leaves it out of the others. */
export const isDevelopment = (value) => ({ 'import.meta.DEVELOPMENT': String(value) });

/** Bundles `entryPoints` (and the core as JavaScript) of a flavour into `outdir`, as modules and as CommonJS. */
export async function bundle({ glue, text, core, shells }, entryPoints, outdir, options) {
  const shared = { absWorkingDir: pkg, bundle: true, metafile: true, target: TARGET, logLevel: 'warning', ...options };
  /** What the entries are made of; `extension` is that of the files beside them, of which they load the JavaScript core. */
  const parts = (extension) => ({
    alias: { '#glue': glue, '#shells': shells, '#wasm-as-text': text, '#core-as-js': `./core-as-js.${extension}` },
    external: [`./core-as-js.${extension}`],
  });
  // For `node` esbuild writes the names of the exports so that Node finds them in CommonJS: `import()` of the core needs that.
  for (const [format, extension, platform] of [
    ['esm', 'js', 'browser'],
    ['cjs', 'cjs', 'node'],
  ]) {
    const files = { ...shared, format, platform, outdir, outExtension: { '.js': `.${extension}` } };
    // Nobody reads what wasm2js writes.
    await build({ ...files, minify: true, entryPoints: [core] });
    const { metafile } = await build({ ...files, ...parts(extension), entryPoints });
    // What `cargo xtask sizes` counts.
    writeFileSync(join(dirname(core), `bundled.${extension}.json`), JSON.stringify(metafile));
  }
  return { ...shared, ...parts('js') };
}
