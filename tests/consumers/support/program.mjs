// How is a tool run? As a program of its own, in a project, for a limited time. What it printed is kept. With the tests
// it ends too, and all that it has started.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileOfTool, KEPT } from './project.mjs';

const PATIENCE = 180_000;
const GROUPS = process.platform !== 'win32';
const COLOURS = /\u001b\[\d*m/g;

const running = new Set();
process.on('exit', () => running.forEach(kill));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

/** Resolves what a program of Node printed, as `{ stdout, stderr }`; rejects if it fails or does not end. */
export async function run(folder, ...command) {
  const { program, printed, ended } = spawned(folder, command);
  const late = setTimeout(() => kill(program), PATIENCE);
  const [code, signal] = await ended;
  clearTimeout(late);
  if (code !== 0) throw failureOf(command, `ended with ${code ?? signal}`, printed);
  return printed;
}

/** Runs a tool; resolves all that it said. */
export async function runTool(folder, tool, ...options) {
  const { stdout, stderr } = await run(folder, fileOfTool(tool), ...options);
  return stdout + stderr;
}

/** Starts a tool that serves; resolves `{ address, printed, stop }` once it has said where. */
export async function startTool(folder, tool, ...options) {
  const { program, printed, ended } = spawned(folder, [fileOfTool(tool), ...options]);
  const said = new Promise((resolve) => {
    program.stdout.on('data', () => {
      const [address] = printed.stdout.match(/http:\/\/(127\.0\.0\.1|localhost):\d+/) ?? [];
      if (address) resolve(address);
    });
  });
  const late = setTimeout(() => kill(program), PATIENCE);
  const address = await Promise.race([said, ended.then(() => undefined)]);
  clearTimeout(late);
  if (!address) throw failureOf([tool, ...options], 'does not serve', printed);
  const stop = async () => {
    kill(program);
    await ended;
  };
  return { address, printed, stop };
}

const failureOf = (command, what, { stdout, stderr }) => new Error(`${command.join(' ')} ${what}:\n${stdout}${stderr}`);

function spawned(folder, command) {
  const program = spawn(process.execPath, command, {
    cwd: folder,
    // A group of its own, which ends as a whole.
    detached: GROUPS,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1', XDG_CONFIG_HOME: KEPT, XDG_CACHE_HOME: KEPT },
  });
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr']) {
    program[stream].setEncoding('utf8').on('data', (text) => {
      printed[stream] += text.replace(COLOURS, '');
    });
  }
  running.add(program);
  const ended = once(program, 'close').finally(() => running.delete(program));
  return { program, printed, ended };
}

function kill({ pid }) {
  try {
    process.kill(GROUPS ? -pid : pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error; // It has just ended.
  }
}
