// Does the package work on H5: packed, installed into the examples for uni-app and Taro with pages that say what they
// see, built and opened?

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../support/chromium.mjs';
import { buildProject, prepareProject, PROJECTS } from '../support/project.mjs';
import { startServer } from '../support/server.mjs';
import { packTarball } from '../support/tarball.mjs';

const TARBALLS = fileURLToPath(new URL('../../target/tarballs/', import.meta.url));

/** What the projects are made of: an example, and over it pages that say what they see. */
const projectOf = (name) => ({ from: [`examples/${name}`, `tests/apps/${name}`] });

let tarball;
let server;
let browser;

before(async () => {
  tarball = packTarball(TARBALLS);
  mkdirSync(PROJECTS, { recursive: true });
  server = await startServer({ root: PROJECTS, folders: ['uni-app', 'taro'] });
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Opens a page of a built project; resolves what it says that it has seen. Fails if anything was thrown past it. */
async function open(built, route) {
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`${server.http}/${built}/index.html#/${route}?server=${server.http.replace('http', 'ws')}`);
  const seen = await page.locator('#seen', { hasText: /./ }).textContent();
  await page.close();
  assert.deepEqual(errors, []);
  return JSON.parse(seen);
}

// The frameworks' own functions give a Promise without a task's members, and closes without `wasClean`.
const SEEN = { promise: true, member: 'function', close: { code: 3000, reason: 'enough', wasClean: true } };
// A page that imports the functions is told of the core, and sends what is binary, too.
const BY_IMPORT = { ...SEEN, backend: 'wasm', heard: ['hello', [1, 2, 255]] };

test('uni-app', async (t) => {
  await prepareProject('uni-app', tarball, projectOf('uni-app'));
  await buildProject('uni-app');
  await t.test("calls of `uni` in a page reach the package's functions, and uni-app's others", async () => {
    const seen = await open('uni-app/dist/build/h5', 'pages/global/global');
    assert.deepEqual(seen, { ...SEEN, heard: ['hello'], platform: 'web' });
  });
  await t.test('a page that imports the functions has them beside `uni`', async () => {
    const seen = await open('uni-app/dist/build/h5', 'pages/imported/imported');
    assert.deepEqual(seen, { ...BY_IMPORT, platform: 'web' });
  });
});

test('Taro', async (t) => {
  await prepareProject('taro', tarball, projectOf('taro'));
  await buildProject('taro', '--type', 'h5');
  await t.test("a page that imports the functions has them beside Taro's", async () => {
    const { installed, ...seen } = await open('taro/dist/h5', 'pages/seen/seen');
    assert.deepEqual(seen, { ...BY_IMPORT, platform: 'WEB' });
    // What can be had of `install(Taro)`: Taro's compiler makes an import of what is written out.
    assert.deepEqual(installed, { asValue: true, written: false });
  });
});
