// How does a page of Chromium come to a client that others wrote? Bundled with the package's default entry, and served.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from '../../clients/support/bundle.mjs';
import { launchChromium } from '../../support/chromium.mjs';
import { startServer } from '../../support/server.mjs';

const SOURCES = fileURLToPath(new URL('../pages/', import.meta.url));
const HTML = `<!doctype html>
<meta charset="utf-8" />
<link rel="icon" href="data:," />
<script type="module" src="index.js"></script>
`;

/**
 * Resolves `{ open, stop }`: `open()` resolves the page tests/brokers/pages/`name`.js, each time anew, as Playwright's `Page`
 * with a `leave()`, which fails on whatever was thrown there.
 */
export async function servePage(name) {
  const folder = await bundle(SOURCES, name, `${name}-in-a-page`, { format: 'esm' });
  writeFileSync(join(folder, 'index.html'), HTML);
  const server = await startServer({ root: dirname(folder), folders: ['dist'] });
  const browser = await launchChromium();

  async function open() {
    // The certificates of the servers are made by themselves.
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    const page = await context.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${server.http}/dist/`);
    async function leave() {
      await context.close();
      assert.deepEqual(errors, []);
    }
    return Object.assign(page, { leave });
  }

  async function stop() {
    await browser.close();
    await server.stop();
  }

  return { open, stop };
}
