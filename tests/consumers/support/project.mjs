// What is a fresh project? Its sources, and the package as npm installs it from the tarball. Projects lie in
// target/consumers/, so the tools that `npm ci` has put into its node_modules (xtask/src/tools.rs) are found from each.

import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packTarball } from '../../support/tarball.mjs';

const SOURCES = fileURLToPath(new URL('../projects/', import.meta.url));
const CONSUMERS = fileURLToPath(new URL('../../../target/consumers/', import.meta.url));
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const QUIETLY = ['--no-save', '--no-package-lock', '--no-audit', '--no-fund', '--ignore-scripts'];
const tarball = packTarball(join(CONSUMERS, 'packed'));

/** Returns the folder of a project `name` made from the sources tests/consumers/projects/`sources`. */
export function freshProject(name, sources) {
  const folder = join(CONSUMERS, name);
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(SOURCES, sources), folder, { recursive: true });
  // The package needs nothing else, so there is nothing to ask a registry for.
  const alone = ['--offline', '--cache', join(CONSUMERS, 'npm-cache')];
  execFileSync(NPM, ['install', ...QUIETLY, ...alone, tarball], { cwd: folder, stdio: 'pipe' });
  return folder;
}

/** The path of a file of an installed tool. */
export const fileOfTool = (path) => join(CONSUMERS, 'node_modules', path);

export const versionOf = (tool) => JSON.parse(readFileSync(fileOfTool(`${tool}/package.json`), 'utf8')).version;

/** For what tools keep beside their projects: caches and settings. */
export const KEPT = join(CONSUMERS, 'kept');
