// On which simulated hosts does the contract run, with which core, and how is a run made?

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { variants } from './simulated/variants.js';

const PROGRAM = fileURLToPath(new URL('./program.mjs', import.meta.url));
const FOLDER = process.env.UNI_SOCKET_PACKAGE ?? fileURLToPath(new URL('../../pkg/dist', import.meta.url));
const ENTRY = { folder: FOLDER, main: '/mp/index.js' };

/** Each host on the JavaScript core, which is what a mini-program has; and those with WebAssembly by path on that as well. */
export const runs = [
  ...Object.keys(variants).map((host) => ({ host, backend: 'js', entry: ENTRY })),
  ...['weixin', 'weixin-ios', 'toutiao'].map((host) => ({
    host,
    backend: 'wasm',
    entry: { ...ENTRY, wasmPath: '/uni-socket.wasm' },
  })),
];

/** Those of every test run: one of each kind that the others are like. `cargo xtask hosts` has all. */
export const ordinary = runs.filter(
  ({ host, backend }) => host === 'weixin' || (backend === 'js' && ['alipay', 'toutiao'].includes(host)),
);

/** For one run, in milliseconds; twice what the slowest takes. What has come out until then is reported. */
const TIMEOUT = 300_000;

/**
 * Resolves `{ tests, ended, strays, errors, backend }`; the last three only if it came to its end.
 * @param server what startServer() resolves
 */
export async function runContract({ host: name, entry }, { http, https, second, closedPort }) {
  const server = { http, https, second, closedPort };
  const program = fork(PROGRAM, [JSON.stringify({ name, entry, server })], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const late = setTimeout(() => program.kill(), TIMEOUT);
  const tests = [];
  let end;
  program.on('message', (message) => {
    if (message.test) tests.push(message.test);
    else end = message.end;
  });
  await once(program, 'exit');
  clearTimeout(late);
  return { tests, ended: Boolean(end), strays: [], errors: [], ...end };
}
