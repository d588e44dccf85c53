// How does a page come by the package and by what others wrote? From the packed tarball and from npm, bundled by esbuild.

import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { packTarball } from '../../support/tarball.mjs';

/** Where xtask/src/tools.rs has installed the clients. */
export const CLIENTS = fileURLToPath(new URL('../../../target/clients/', import.meta.url));
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';
// The package needs nothing else, so there is nothing to ask a registry for.
const ALONE = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', '--offline'];

/**
 * Resolves a folder that has `name`.js of the folder `sources` as index.js, with all that it needs.
 * @param project a name of its own for each page; @param options esbuild's, for what is to run it
 */
export async function bundle(sources, name, project, options) {
  const folder = join(CLIENTS, project);
  rmSync(folder, { recursive: true, force: true });
  cpSync(sources, folder, { recursive: true });
  const tarball = packTarball(join(folder, 'packed'));
  const cache = ['--cache', join(CLIENTS, 'npm-cache')];
  execFileSync(NPM, ['install', ...ALONE, ...cache, tarball], { cwd: folder, stdio: 'pipe' });
  const outdir = join(folder, 'dist');
  await build({
    absWorkingDir: folder,
    entryPoints: { index: `${name}.js` },
    outdir,
    bundle: true,
    platform: 'browser',
    logLevel: 'silent',
    ...options,
  });
  return outdir;
}
