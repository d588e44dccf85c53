// Starts a program that ends with the test run, with all that it has started itself: however the run ends, the pipe that it
// holds closes, and a watcher in the program's own process group ends that group.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants } from 'node:fs/promises';

const WATCHED = '(cat >/dev/null; kill -- -$$) <&3 & exec "$@" 3<&-';
const PATIENCE = 5_000;

/**
 * Resolves `{ output, ended, stop }`; `ended` rejects when the program is over.
 * @param env beyond what the run has itself
 * @param cwd the folder that it starts in, if not that of the run
 */
export async function startProgram(path, args, env = {}, cwd = undefined) {
  await access(path, constants.X_OK).catch(() => {
    throw new Error(`${path} is not there, or cannot be run: \`cargo xtask test\` installs it`);
  });
  const program = spawn('sh', ['-c', WATCHED, 'sh', path, ...args], {
    cwd,
    detached: true,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  });
  const exit = once(program, 'exit');
  const ended = exit.then(([code, signal]) => {
    throw new Error(`${path} ended with ${signal ?? code}`);
  });
  // Whoever waits for something hears of it; nobody has to.
  ended.catch(() => {});

  async function stop() {
    const late = setTimeout(() => process.kill(-program.pid, 'SIGKILL'), PATIENCE);
    program.stdio[3].destroy();
    await exit;
    clearTimeout(late);
  }

  return { output: program.stdout, ended, stop };
}
