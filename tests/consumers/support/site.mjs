// How does a page get what was built? Over plain HTTP, from a server that knows nothing but files.

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };

/** Serves a folder while `use` runs, which is given the address. */
export async function served(folder, headers, use) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    try {
      const content = await readFile(join(folder, path));
      response.writeHead(200, { 'content-type': TYPES[extname(path)] ?? 'text/plain', ...headers }).end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await use(`http://127.0.0.1:${server.address().port}/`);
  } finally {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }
}

/**
 * A policy that refuses WebAssembly, `eval` and inline scripts but those of the page (Parcel writes an import map).
 * @param page the path of its HTML
 */
export function strictPolicy(page) {
  const inline = [...readFileSync(page, 'utf8').matchAll(/<script[^>]*>([^<]+)/g)];
  const hashes = inline.map(([, script]) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  const scripts = ["'self'", ...hashes].join(' ');
  return { 'content-security-policy': `default-src 'none'; script-src ${scripts}; worker-src 'self'; connect-src *` };
}
