// How does an example run? In a page of Chromium at https://example.com, bundled as a bundler would, and with the server there
// played by a test; or as a program of Node.

import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { ROOT, TOOLS } from './pages.mjs';

/** Milliseconds: many times what a program of Node takes. */
const PATIENCE = 60_000;
const ORIGIN = 'https://example.com';
const dist = (file) => readFileSync(join(ROOT, 'pkg/dist', file));
const given = readFileSync(new URL('../given.js', import.meta.url), 'utf8');
const { unpkg } = JSON.parse(readFileSync(join(ROOT, 'pkg/package.json'), 'utf8'));

/** Vite's way of asking for an address. */
const addresses = {
  name: 'addresses',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\?url$/ }, ({ path }) => ({ path, namespace: 'address' }));
    onLoad({ filter: /./, namespace: 'address' }, ({ path }) => {
      const [file] = path.replace('uni-socket/', '').split('?');
      return { contents: `export default ${JSON.stringify(`${ORIGIN}/${file}`)};` };
    });
  },
};

async function bundled(code) {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: TOOLS, loader: 'js' },
    bundle: true,
    format: 'esm',
    target: 'esnext',
    write: false,
    logLevel: 'silent',
    plugins: [addresses],
  });
  return outputFiles[0].text;
}

/** In the page: sends the sockets that are meant for example.com to the test. */
function dial(address) {
  const Native = WebSocket;
  globalThis.WebSocket = class extends Native {
    constructor(url, protocols) {
      super(String(url).replace('wss://example.com', address), protocols);
    }
  };
}

/**
 * Opens a page, and resolves `{ page, said, complaints, start(code), lines(count), line(pattern), close }`. `said` has what it logged,
 * `complaints` its warnings and what it threw.
 * @param peer who is at wss://example.com
 * @param html of the page; if it is left out it has what `given.js` gives
 */
export async function openPage(browser, peer, html) {
  // From https://example.com to a server on this machine: Chromium asks first.
  const context = await browser.newContext({ permissions: ['local-network-access'] });
  const said = [];
  const complaints = [];
  const served = {
    [`${ORIGIN}/`]: () => ({ contentType: 'text/html', body: html ?? '<!doctype html><title>example</title>' }),
    [`${ORIGIN}/uni-socket.wasm`]: () => ({ contentType: 'application/wasm', body: dist('uni-socket.wasm') }),
    'https://unpkg.com/uni-socket': () => ({ contentType: 'text/javascript', body: dist(unpkg.replace('./dist/', '')) }),
  };
  await context.route('**/*', async (route) => {
    const answer = served[route.request().url()];
    await (answer ? route.fulfill(answer()) : route.fulfill({ status: 404 }));
  });
  await context.addInitScript(dial, peer.address);
  if (html === undefined) await context.addInitScript(given);
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => {
    const text = message.text();
    // What Chromium itself has to say: of a lost socket, or that nobody has an icon.
    if (/^WebSocket connection to |^Failed to load resource/.test(text)) return;
    (['warning', 'error'].includes(message.type()) ? complaints : said).push(text);
  });
  async function until(look) {
    for (;;) {
      const seen = look();
      if (seen) return seen;
      await context.waitForEvent('console');
    }
  }

  const page = await context.newPage();
  await page.goto(`${ORIGIN}/`);
  return {
    page,
    said,
    complaints,
    /** Resolves what a program exports, to talk to, once it has run to its end. */
    async start(code) {
      const address = `${ORIGIN}/program.js`;
      const body = await bundled(code);
      served[address] = () => ({ contentType: 'text/javascript', body });
      return page.evaluateHandle((program) => import(program), address);
    },
    /** Resolves what it has logged, once there are so many lines. */
    lines: (count) => until(() => said.length >= count && said),
    /** Resolves a line that it has logged, once there is one like this. */
    line: (pattern) => until(() => said.find((line) => pattern.test(line))),
    close: () => context.close(),
  };
}

/** Writes a program as a file of Node's, and returns its path. */
export function fileOf({ name, code }) {
  const folder = join(TOOLS, 'examples');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name.replace(/\W+/g, '-')}.${/\brequire\(/.test(code) ? 'cjs' : 'mjs'}`);
  writeFileSync(file, `${code}\n`);
  return file;
}

/** Runs it to its end, and resolves what it printed; rejects if it fails. */
export const runInNode = (program) => promisify(execFile)(process.execPath, [fileOf(program)], { timeout: PATIENCE });
