// What does a page of a project hear, and over which core? It says so: 'hello over wasm'.

import assert from 'node:assert/strict';
import { browser, server } from '../../support/stage.mjs';

const PATIENCE = 20_000;

/** What Chromium itself says about WebAssembly that a page's policy refuses. */
const REFUSED = /^Compiling or instantiating WebAssembly module violates/;

const isComplaint = (message) =>
  ['warning', 'error'].includes(message.type()) &&
  !REFUSED.test(message.text()) &&
  // Asked for by Chromium, not by the page.
  !message.location().url.endsWith('/favicon.ico');

/** The address of the echo server, which pages are told when they are opened. */
export const echo = () => `${server.http.replace('http', 'ws')}/echo`;

/**
 * Opens the page and resolves `{ result, requests }`. Fails on whatever it throws or warns of.
 * @param options `before` runs before the page's own scripts; `parameters` go into its address
 */
export async function visit(address, { before, parameters } = {}) {
  const context = await browser.newContext();
  const requests = [];
  const complaints = [];
  context.on('request', (request) => requests.push(new URL(request.url()).pathname));
  context.on('weberror', (error) => complaints.push(String(error.error())));
  context.on('console', (message) => {
    if (isComplaint(message)) complaints.push(message.text());
  });
  try {
    const page = await context.newPage();
    if (before) await page.addInitScript(before);
    await page.goto(`${address}?${new URLSearchParams({ echo: echo(), ...parameters })}`);
    const heard = page.getByText(' over ');
    await heard.waitFor({ timeout: PATIENCE }).catch((error) => {
      throw new Error(`${error.message}\n${complaints.join('\n')}`);
    });
    const result = (await heard.textContent()).trim();
    assert.deepEqual(complaints, []);
    return { result, requests };
  } finally {
    await context.close();
  }
}

/** An option of `visit`. */
export const withoutWebAssembly = { before: () => delete globalThis.WebAssembly };
