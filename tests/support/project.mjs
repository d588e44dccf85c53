// How does a project come to its package? As a user's does: in a folder of its own, with the packages of its lock file (which
// xtask/src/tools.rs has installed there) and the tarball.

import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './npm.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
// Milliseconds: some ten times what each takes with an empty cache. All of it ends before the runner's patience does.
const TARBALL_PATIENCE = 120_000;
const BUILD_PATIENCE = 180_000;

/** The folder in which they are. */
export const PROJECTS = join(ROOT, 'target/projects/');

/**
 * Makes the project `name` as a user has it, with the package of `tarball`; resolves its folder.
 * @param from the folders of its sources, the later ones over the earlier ones
 * @param saved whether package.json is to name the package by the tarball, which nothing but 'build npm' asks for
 */
export async function prepareProject(name, tarball, { from = [`examples/${name}`], saved = false } = {}) {
  const folder = join(PROJECTS, name);
  copySources(
    from.map((source) => join(ROOT, source)),
    folder,
  );
  await installTarball(folder, tarball, saved);
  return folder;
}

/** Builds a prepared project. @param options of its build command */
export async function buildProject(name, ...options) {
  await npm(join(PROJECTS, name), BUILD_PATIENCE, 'run', 'build', '--', ...options);
}

/** Everything anew, but for what is installed. */
function copySources(sources, to) {
  const sourcesIn = (folder) => readdirSync(folder).filter((entry) => entry !== 'node_modules');
  mkdirSync(to, { recursive: true });
  for (const entry of sourcesIn(to)) rmSync(join(to, entry), { recursive: true });
  for (const from of sources) {
    for (const entry of sourcesIn(from)) cpSync(join(from, entry), join(to, entry), { recursive: true });
  }
}

/** The package itself, which has another content under the same version each time. */
async function installTarball(folder, tarball, saved) {
  rmSync(join(folder, 'node_modules/uni-socket'), { recursive: true, force: true });
  const flags = [saved ? '--save' : '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  await npm(folder, TARBALL_PATIENCE, 'install', ...flags, tarball);
}
