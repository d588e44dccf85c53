// Starts mosquitto: MQTT over wss: for the page, and over a socket of the file system for whoever watches.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startProgram } from '../../support/program.mjs';
import { closedPort } from '../../support/server.mjs';
import { CLIENTS } from './bundle.mjs';
import { makeCertificate } from './certificate.mjs';

// The path of Debian; `cargo xtask test` gives the one that it has found.
const MOSQUITTO = process.env.MOSQUITTO ?? '/usr/sbin/mosquitto';
const mqtt = createRequire(CLIENTS)('mqtt');

/**
 * Resolves `{ port, watcher, goAway, stop }` once it answers. `watcher` is a client without WebSockets and without us;
 * `goAway()` ends the broker, which keeps its sessions, and resolves what starts it where it was.
 */
export async function startMosquitto() {
  const folder = mkdtempSync(join(tmpdir(), 'mosquitto-'));
  // mosquitto takes no 0.
  const port = await closedPort();
  const { key, cert } = await makeCertificate();
  const path = (name) => join(folder, name);
  writeFileSync(path('key.pem'), key, { mode: 0o600 });
  writeFileSync(path('cert.pem'), cert);
  writeFileSync(path('mosquitto.conf'), configuration(port, path));
  const start = () => startProgram(MOSQUITTO, ['-c', path('mosquitto.conf')]);
  let program = await start();
  const session = { clientId: 'watcher', clean: false };
  const watcher = mqtt.connect(`mqtt+unix://${path('socket')}`, { ...session, reconnectPeriod: 20 });
  // It asks again until the socket is there: each time that it is not is an error of its own, and no failure.
  watcher.on('error', () => {});

  async function goAway() {
    await program.stop();
    const answers = connected(watcher);
    return async () => {
      program = await start();
      await Promise.race([answers, program.ended]);
    };
  }

  async function stop() {
    await watcher.endAsync(true);
    await program.stop();
    rmSync(folder, { recursive: true });
  }

  try {
    await Promise.race([connected(watcher), program.ended]);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, watcher, goAway, stop };
}

/** `once` of node:events would reject with the first error. */
const connected = (client) => new Promise((resolve) => client.once('connect', resolve));

const configuration = (port, path) => `
# Else nothing but root's own files could be read by it.
user root
log_dest none
allow_anonymous true
persistence true
persistence_location ${path('')}
# Without a listener of another kind, 2.0.11 takes one for websockets for none at all.
listener 0 ${path('socket')}
listener ${port} 127.0.0.1
# Without this, the address is not looked at (libwebsockets).
socket_domain ipv4
protocol websockets
certfile ${path('cert.pem')}
keyfile ${path('key.pem')}
`;
