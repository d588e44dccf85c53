// Starts nginx: TLS for the page, plain HTTP to the server behind it, and a limit to how long a connection may be silent.

import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { makeCertificate } from '../../clients/support/certificate.mjs';
import { startProgram } from '../../support/program.mjs';
import { closedPort } from '../../support/server.mjs';

// The path of Debian; `cargo xtask test` gives the one that it has found.
const NGINX = process.env.NGINX ?? '/usr/sbin/nginx';
/** Milliseconds between two looks at what tells of nothing by itself. */
const AGAIN = 20;
const run = promisify(execFile);

/**
 * Resolves `{ origin, answered, reload, stop }` once it listens.
 * @param upstream the origin of the server behind it
 */
export async function startNginx(upstream) {
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  const path = (name) => join(folder, name);
  const port = await closedPort();
  const { key, cert } = await makeCertificate();
  writeFileSync(path('key.pem'), key, { mode: 0o600 });
  writeFileSync(path('cert.pem'), cert);
  const configure = (origin) => writeFileSync(path('nginx.conf'), configuration(port, new URL(origin).host));
  configure(upstream);
  const options = ['-p', folder, '-c', path('nginx.conf'), '-e', path('error.log')];
  const program = await startProgram(NGINX, options);
  let reloads = 0;

  /** Resolves once so many lines of one of its logs have this in them. */
  async function logged(name, what, count) {
    const tells = (line) => line.includes(what);
    while (readFileSync(path(name), 'utf8').split('\n').filter(tells).length < count) await setTimeout(AGAIN);
  }

  /** Resolves once it has answered so many requests with this status. */
  const answered = (status, count) => logged('access.log', status, count);

  /** From now on another server is behind it, for the connections to come; those that there are have some time to end. */
  async function reload(origin) {
    configure(origin);
    await run(NGINX, [...options, '-s', 'reload']);
    await logged('error.log', 'gracefully shutting down', (reloads += 1));
  }

  async function stop() {
    await program.stop();
    rmSync(folder, { recursive: true });
  }

  try {
    await listening(port, program.ended);
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin: `https://127.0.0.1:${port}`, answered, reload, stop };
}

/** Asks again and again, until somebody answers, or the program is over. */
async function listening(port, ended) {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return socket.destroy();
    } catch {
      await Promise.race([setTimeout(AGAIN), ended]);
    }
  }
}

const configuration = (port, upstream) => `
daemon off;
pid nginx.pid;
error_log error.log notice;
worker_processes 1;
# Without it, connections that have begun before a reload keep the old worker for as long as they like.
worker_shutdown_timeout 500ms;
events {}
http {
  log_format statuses $status;
  access_log access.log statuses;
  ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((what) => `${what}_temp_path temporary;`).join('\n  ')}
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate cert.pem;
    ssl_certificate_key key.pem;
    location / {
      proxy_pass http://${upstream};
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection upgrade;
      proxy_read_timeout 1500ms;
    }
  }
}
`;
