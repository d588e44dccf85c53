// Starts RabbitMQ with its plugin for STOMP over WebSockets, and nothing else: on loopback, with all that it keeps in a
// folder of the run, and with a register of names (epmd) of its own, which it would otherwise leave behind as a daemon.

import { on } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startProgram } from '../../support/program.mjs';
import { closedPort } from '../../support/server.mjs';

// Those of Debian. /usr/sbin/rabbitmq-server is another one, which changes the user.
const RABBITMQ = process.env.RABBITMQ ?? '/usr/lib/rabbitmq/bin/rabbitmq-server';
const EPMD = process.env.EPMD ?? '/usr/bin/epmd';
const READY = /Server startup complete/;

/**
 * Resolves `{ url, goAway, stop }` once it answers. `goAway()` ends it in good order, queues and messages that are
 * to last are kept, and resolves what starts it where it was.
 */
export async function startRabbitMq() {
  const folder = mkdtempSync(join(tmpdir(), 'rabbitmq-'));
  const port = await closedPort();
  const names = await closedPort();
  const distribution = await closedPort();
  writeFileSync(join(folder, 'rabbitmq.conf'), configuration(port));
  writeFileSync(join(folder, 'enabled_plugins'), '[rabbitmq_web_stomp].\n');
  const env = environment(folder, names, distribution);
  const epmd = await startProgram(EPMD, ['-port', String(names), '-address', '127.0.0.1'], env);
  let program = await start();

  async function start() {
    const started = await startProgram(RABBITMQ, [], env);
    await Promise.race([ready(started.output), started.ended]);
    return started;
  }

  async function goAway() {
    await program.stop();
    return async () => {
      program = await start();
    };
  }

  async function stop() {
    await program.stop();
    await epmd.stop();
    rmSync(folder, { recursive: true });
  }

  return { url: `ws://127.0.0.1:${port}/ws`, goAway, stop };
}

/** What it prints afterwards is read on, and forgotten: a pipe that is full would stop it. */
async function ready(output) {
  const lines = createInterface(output);
  for await (const [line] of on(lines, 'line')) if (READY.test(line)) break;
  lines.on('line', () => {});
}

const configuration = (port) => `
listeners.tcp = none
stomp.listeners.tcp = none
web_stomp.tcp.ip = 127.0.0.1
web_stomp.tcp.port = ${port}
# By default text, which bytes do not fit into.
web_stomp.ws_frame = binary
`;

const environment = (folder, names, distribution) => ({
  HOME: folder,
  ERL_EPMD_PORT: String(names),
  ERL_EPMD_ADDRESS: '127.0.0.1',
  RABBITMQ_NODENAME: 'uni-socket@localhost',
  RABBITMQ_DIST_PORT: String(distribution),
  RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
  RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
  RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
  RABBITMQ_MNESIA_BASE: join(folder, 'data'),
  RABBITMQ_SCHEMA_DIR: join(folder, 'schema'),
  RABBITMQ_GENERATED_CONFIG_DIR: join(folder, 'schema'),
  RABBITMQ_LOG_BASE: join(folder, 'log'),
  RABBITMQ_PID_FILE: join(folder, 'pid'),
  RABBITMQ_LOGS: '-',
});
