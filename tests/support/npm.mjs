// How is npm run? In a folder, within a time, and heard of only if it fails.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const WINDOWS = process.platform === 'win32';
const run = promisify(execFile);

/**
 * Resolves what it prints. npm hands the signal that ends it on to the script it is running.
 * @param patience milliseconds
 */
export async function npm(folder, patience, ...args) {
  const options = { cwd: folder, timeout: patience, maxBuffer: 2 ** 26, shell: WINDOWS };
  try {
    return (await run(WINDOWS ? 'npm.cmd' : 'npm', args, options)).stdout;
  } catch (error) {
    const end = error.killed ? `took longer than ${patience} ms` : `ended with ${error.code}`;
    throw new Error(`npm ${args.join(' ')} in ${folder} ${end}:\n${error.stdout}\n${error.stderr}`);
  }
}
