// Starts and stops the echo and fault server (server/) for the tests.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openProxy } from './proxy.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PROGRAM = process.env.UNI_SOCKET_SERVER ?? `${ROOT}target/debug/uni-socket-server`;
const FOLDERS = ['www', 'pkg', 'benches', 'tests', 'node_modules'];
/**
 * An engine makes one attempt at a time to an address (RFC 6455, 4.1), Firefox whatever the port: two attempts that are to be
 * under way at once need two addresses.
 */
const SECOND_ADDRESS = '127.0.0.2';
const PATIENCE = 10_000;

/**
 * Resolves `{ http, https, second, closedPort, stop }` once the server answers.
 * @param options `port` for HTTP and ws:, `tlsPort` for HTTPS and wss:, for one that is to come back where it was; any free
 *   one if it is left out.
 *   `root` and `folders`: what it serves, each folder of the root under its name; those of the repository if left out.
 *   `address`: one of 127.0.0.0/8; `isolate`: whether pages have an exact clock
 */
export async function startServer(options = {}) {
  const { address = '127.0.0.1', port = 0, tlsPort = 0, root = ROOT, folders = FOLDERS, isolate = false } = options;
  const served = folders.flatMap((folder) => ['--folder', folder]).concat(isolate ? '--isolate' : []);
  // It ends with its standard input: no server outlives a test run that was killed.
  const place = ['--address', address, '--port', String(port), '--tls-port', String(tlsPort)];
  const server = spawn(PROGRAM, ['--root', root, ...served, '--exit-with-stdin', ...place], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const addresses = JSON.parse(await firstLine(server));
  const { origin: second } = await openProxy(addresses.http, { address: SECOND_ADDRESS });
  return { ...addresses, second, closedPort: await closedPort(), stop: () => stop(server) };
}

async function firstLine(server) {
  const lines = createInterface(server.stdout);
  const failed = new Promise((_, reject) => {
    server.once('error', (error) => reject(new Error(`${PROGRAM} does not start: ${error.message}`)));
    server.once('exit', (code) => reject(new Error(`${PROGRAM} ended with ${code}`)));
  });
  const [line] = await Promise.race([once(lines, 'line'), failed]);
  return line;
}

async function stop(server) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exit = once(server, 'exit');
  const late = setTimeout(() => process.kill(server.pid, 'SIGKILL'), PATIENCE);
  server.stdin.end();
  await exit;
  clearTimeout(late);
}

/** A port on which nobody listens: the system has just given it, and taken it back. */
export async function closedPort() {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address();
  holder.close();
  await once(holder, 'close');
  return port;
}
