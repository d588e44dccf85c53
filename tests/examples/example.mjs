// How is an example started? As its README says, with the package of the tarball; its page is opened in Chromium and told
// where the server is.

import assert from 'node:assert/strict';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startProgram } from '../support/program.mjs';
import { prepareProject } from '../support/project.mjs';
import { browser } from '../support/stage.mjs';
import { packTarball } from '../support/tarball.mjs';

const TARBALLS = fileURLToPath(new URL('../../target/tarballs/', import.meta.url));
const COLOURS = /\u001b\[[\d;]*m/g;
const ADDRESS = /http:\/\/(?:localhost|127\.0\.0\.1):\d+/;
/** Milliseconds for a server, and for a page: ten times what Taro takes for it. */
const PATIENCE = 180_000;

const tarball = packTarball(TARBALLS);

/** Resolves `{ open, stop }`, once its development server has said where it is. */
export async function startExample(name) {
  const folder = await prepareProject(name, tarball);
  const program = await startProgram('/bin/sh', ['-c', 'exec npm start 2>&1'], {}, folder);
  const said = [];
  const address = new Promise((resolve) => {
    // Read to its end: a program whose output nobody takes would wait for ever.
    createInterface(program.output).on('line', (line) => {
      const plain = line.replace(COLOURS, '');
      said.push(plain);
      const [found] = plain.match(ADDRESS) ?? [];
      if (found) resolve(found);
    });
  });
  const late = new Promise((_, reject) => {
    const tell = () => reject(new Error(`${name} does not say where it is within ${PATIENCE} ms`));
    AbortSignal.timeout(PATIENCE).addEventListener('abort', tell);
  });
  try {
    const place = await Promise.race([address, program.ended, late]);
    return { open: (parameters, route) => openPage(place, parameters, route), stop: program.stop };
  } catch (error) {
    await program.stop();
    throw new Error(`${error.message}\n${said.join('\n')}`);
  }
}

/**
 * Resolves Playwright's `Page` with its `sockets` as they are opened, and a `leave()`, which fails on whatever was thrown there.
 * @param route of a page that is routed behind the `#`, whose parameters stand there, too
 */
async function openPage(place, parameters, route) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  const sockets = [];
  page.on('websocket', (socket) => sockets.push(socket));
  const query = new URLSearchParams(parameters);
  // Taro says where it is, and then builds.
  await page.goto(route ? `${place}/#/${route}?${query}` : `${place}/?${query}`, { timeout: PATIENCE });
  async function leave() {
    await context.close();
    assert.deepEqual(errors, []);
  }
  return Object.assign(page, { sockets, leave });
}
