// What would be published? The tarball that npm makes of a package.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from './npm.mjs';

const TARBALLS = fileURLToPath(new URL('../../target/tarballs/', import.meta.url));
const PATIENCE = 60_000;

/** Resolves the path of the tarball of the package in `folder`. */
export async function packTarball(folder) {
  mkdirSync(TARBALLS, { recursive: true });
  const printed = await npm(folder, PATIENCE, 'pack', '--pack-destination', TARBALLS);
  return join(TARBALLS, printed.trim().split('\n').at(-1));
}
