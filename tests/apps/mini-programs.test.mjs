// Does the package work in mini-programs and apps: packed, installed into projects of uni-app, of Taro and of WeChat's own kind,
// built for each host, and the build run? On simulated hosts (tests/hosts): what is said here is said of no device.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startServer } from '../support/server.mjs';
import { packTarball } from '../support/tarball.mjs';
import { filled, inTree, runMiniProgram } from './mini-program.mjs';
import { runNativeApp } from './native-app.mjs';
import { buildProject, prepareProject, PROJECTS } from './project.mjs';

const TARBALLS = fileURLToPath(new URL('../../target/tarballs/', import.meta.url));
const HOSTS = ['weixin', 'alipay', 'baidu', 'toutiao', 'qq', 'kuaishou', 'jd', 'xhs', 'lark'];
const INDEX = 'pages/index/index';

/** What every page has seen of its conversation. */
const SEEN = { promise: true, member: 'function', close: { code: 3000, reason: 'enough', wasClean: true } };
/** What it has beyond that: if it is told of the core, and sends what is binary. */
const BY_IMPORT = { ...SEEN, backend: 'js', heard: ['hello', [1, 2, 255]] };

let tarball;
let server;

before(async () => {
  tarball = packTarball(TARBALLS);
  mkdirSync(PROJECTS, { recursive: true });
  server = await startServer({ root: PROJECTS, folders: [] });
});

after(() => server?.stop());

const address = () => server.https.replace('http', 'ws');

/** Runs a build; resolves what its page says that it has seen. Fails if anything was thrown past it. */
async function open(name, built, read, route = INDEX) {
  const query = { server: encodeURIComponent(address()) };
  return seenBy(runMiniProgram({ name, folder: join(PROJECTS, built), route, query }), read);
}

async function seenBy(program, read) {
  try {
    const seen = JSON.parse(await program.shows(read));
    assert.deepEqual(program.thrown, []);
    return seen;
  } finally {
    program.end();
  }
}

/** The pages of the project uni-app: what each is, and what it has seen. `opened` runs the build, and opens the page. */
async function testPages(t, platform, opened) {
  await t.test("calls of `uni` in a page reach the package's functions, and uni-app's others", async () => {
    assert.deepEqual(await opened(INDEX), { ...SEEN, heard: ['hello'], platform });
  });
  await t.test('a page that imports the functions has them beside `uni`', async () => {
    assert.deepEqual(await opened('pages/imported/imported'), { ...BY_IMPORT, platform });
  });
}

test('uni-app', async (t) => {
  await prepareProject('uni-app', tarball);
  for (const host of HOSTS) {
    await t.test(`mp-${host}, on the simulated host`, async (t) => {
      await buildProject('uni-app', '-p', `mp-${host}`);
      const built = `uni-app/dist/build/mp-${host}`;
      await testPages(t, `mp-${host}`, (route) => open(host, built, filled('seen'), route));
    });
  }
  await t.test("app, on uni-app's own runtime over simulated native sockets", async (t) => {
    await buildProject('uni-app', '-p', 'app');
    const project = join(PROJECTS, 'uni-app');
    const places = { folder: join(project, 'dist/build/app'), packages: join(project, 'node_modules') };
    await testPages(t, 'app', async (route) => {
      return seenBy(await runNativeApp({ ...places, route, query: { server: address() } }));
    });
  });
});

test('Taro', async (t) => {
  await prepareProject('taro', tarball);
  await t.test('weapp: its build converses on the simulated host', async () => {
    await buildProject('taro', '--type', 'weapp');
    const { installed, ...seen } = await open('weixin', 'taro/dist/weapp', inTree('seen'));
    assert.deepEqual(seen, { ...BY_IMPORT, platform: 'WEAPP' });
    assert.deepEqual(installed, { asValue: true, written: true });
  });
});

test('WeChat without a framework', async (t) => {
  await prepareProject('weixin', tarball, { saved: true });
  await t.test("what 'build npm' makes of the package converses on the simulated host", async () => {
    await buildProject('weixin');
    assert.deepEqual(await open('weixin', 'weixin', filled('seen')), { ...BY_IMPORT, platform: 'simulated' });
  });
});
