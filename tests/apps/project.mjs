// How does a project of tests/apps come to a build? As a user's does: in a folder of its own, with the packages of its
// lock file and the tarball installed, by its own build command.

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from '../support/npm.mjs';

const SOURCES = fileURLToPath(new URL('./', import.meta.url));
// Milliseconds: some ten times what each takes with an empty cache. All of it ends before the runner's patience does.
const INSTALL_PATIENCE = 300_000;
const TARBALL_PATIENCE = 120_000;
const BUILD_PATIENCE = 180_000;

/** The folder in which they are built. */
export const PROJECTS = fileURLToPath(new URL('../../target/apps/', import.meta.url));

/** Builds the project `name` with the package of `tarball`. */
export async function buildProject(name, tarball) {
  const folder = join(PROJECTS, name);
  copySources(join(SOURCES, name), folder);
  await installLocked(folder);
  await installTarball(folder, tarball);
  await npm(folder, BUILD_PATIENCE, 'run', 'build');
}

/** Everything anew, but for what is installed. */
function copySources(from, to) {
  const sourcesIn = (folder) => readdirSync(folder).filter((entry) => entry !== 'node_modules');
  mkdirSync(to, { recursive: true });
  for (const entry of sourcesIn(to)) rmSync(join(to, entry), { recursive: true });
  for (const entry of sourcesIn(from)) cpSync(join(from, entry), join(to, entry), { recursive: true });
}

/** `npm ci`, unless what is installed is what the lock file says: see `npm_packages` in xtask/src/tools.rs. */
async function installLocked(folder) {
  const wanted = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const stamp = join(folder, 'node_modules/.installed-from-lock-file');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // The packages of these projects work without their scripts.
  await npm(folder, INSTALL_PATIENCE, 'ci', '--ignore-scripts', '--no-audit', '--no-fund');
  writeFileSync(stamp, wanted);
}

/** The package itself, which has another content under the same version each time. */
async function installTarball(folder, tarball) {
  rmSync(join(folder, 'node_modules/uni-socket'), { recursive: true, force: true });
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  await npm(folder, TARBALL_PATIENCE, 'install', ...flags, tarball);
}
