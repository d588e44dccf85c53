// Packs the package as `npm publish` would.

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/** Returns the path of the tarball, which is made in `folder`. */
export function packTarball(folder) {
  mkdirSync(folder, { recursive: true });
  const [{ filename }] = pack('--pack-destination', folder);
  return join(folder, filename);
}

/** Returns the paths of the files that would be in it. */
export function packedFiles() {
  const [{ files }] = pack('--dry-run');
  return files.map(({ path }) => path).sort();
}

function pack(...options) {
  const output = execFileSync(NPM, ['pack', '--json', '--silent', ...options], { cwd: join(ROOT, 'pkg'), encoding: 'utf8' });
  return JSON.parse(output);
}
