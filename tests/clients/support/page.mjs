// How does a page of a mini-program come to a client? Bundled as a mini-program's build would, with the package as npm
// installs it from the tarball, and loaded by a simulated WeChat. "Simulated" is all that it says: no vendor's host has
// run it.

import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { createSimulation } from '../../hosts/simulated/simulation.mjs';
import { packTarball } from '../../support/tarball.mjs';

const SOURCES = fileURLToPath(new URL('../pages/', import.meta.url));
/** Where xtask/src/tools.rs has installed the clients. */
export const CLIENTS = fileURLToPath(new URL('../../../target/clients/', import.meta.url));
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';
// The package needs nothing else, so there is nothing to ask a registry for.
const ALONE = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts', '--offline'];

/** Resolves the folder of a mini-program whose index.js is tests/clients/pages/`name`.js, with all that it needs. */
async function bundle(name) {
  const project = join(CLIENTS, name);
  rmSync(project, { recursive: true, force: true });
  cpSync(SOURCES, project, { recursive: true });
  const tarball = packTarball(join(project, 'packed'));
  const cache = ['--cache', join(CLIENTS, 'npm-cache')];
  execFileSync(NPM, ['install', ...ALONE, ...cache, tarball], { cwd: project, stdio: 'pipe' });
  const folder = join(project, 'dist');
  await build({
    absWorkingDir: project,
    entryPoints: { index: `${name}.js` },
    outdir: folder,
    bundle: true,
    platform: 'browser',
    format: 'cjs',
    target: 'es2018',
    define: {
      // WeChat's own wrapper of modules has it as a parameter, without a value: it is declared, and undefined.
      window: 'undefined',
      // Looked for before `Function('return this')()`, which WeChat lets pass (D), and a simulated host does not.
      self: 'globalThis',
    },
    logLevel: 'silent',
  });
  return folder;
}

/**
 * Resolves a function that opens the page tests/clients/pages/`name`.js, each time anew, and returns
 * `{ exports, thrown, end }`: what it exports, and what its functions threw.
 */
export async function bundlePage(name) {
  const folder = await bundle(name);
  return () => {
    const { require, thrown, end } = createSimulation('weixin', { folder });
    return { exports: require('/index.js'), thrown, end };
  };
}
