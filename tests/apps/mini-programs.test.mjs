// Does the package work in mini-programs and apps: packed, installed into the examples for uni-app and Taro and into a project of
// WeChat's own kind, built for each host, and the build run? On simulated hosts (tests/hosts): what is said here is said of no device.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { buildProject, prepareProject, PROJECTS } from '../support/project.mjs';
import { startServer } from '../support/server.mjs';
import { packTarball } from '../support/tarball.mjs';
import { filled, inTree, runMiniProgram } from './mini-program.mjs';
import { runNativeApp } from './native-app.mjs';

const TARBALLS = fileURLToPath(new URL('../../target/tarballs/', import.meta.url));
const HOSTS = ['weixin', 'alipay', 'baidu', 'toutiao', 'qq', 'kuaishou', 'jd', 'xhs', 'lark'];
/** What the projects are made of: an example, and over it pages that say what they see. */
const projectOf = (name) => ({ from: [`examples/${name}`, `tests/apps/${name}`] });

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

/** Runs a build, which is in PROJECTS, on a simulated host. */
function run(name, built, route) {
  const query = { server: encodeURIComponent(address()) };
  return runMiniProgram({ name, folder: join(PROJECTS, built), route, query });
}

/** Resolves what the page shows, of which `read` knows where. Fails if anything was thrown past it. */
async function shownBy(program, read) {
  try {
    const shown = await program.shows(read);
    assert.deepEqual(program.thrown, []);
    return shown;
  } finally {
    program.end();
  }
}

const seenBy = async (program, read) => JSON.parse(await shownBy(program, read));

/** Reads the state of an example's own page, once it is another than the first. */
const stateIn = (read) => (data, template) => {
  const state = read(data, template);
  return state !== 'connecting' && state;
};

/** The pages of the project uni-app: what each is, and what it has seen. `opened` runs the build, and opens the page. */
async function testPages(t, platform, opened) {
  await t.test("calls of `uni` in a page reach the package's functions, and uni-app's others", async () => {
    assert.deepEqual(await opened('pages/global/global'), { ...SEEN, heard: ['hello'], platform });
  });
  await t.test('a page that imports the functions has them beside `uni`', async () => {
    assert.deepEqual(await opened('pages/imported/imported'), { ...BY_IMPORT, platform });
  });
}

test('uni-app', async (t) => {
  await prepareProject('uni-app', tarball, projectOf('uni-app'));
  for (const host of HOSTS) {
    await t.test(`mp-${host}, on the simulated host`, async (t) => {
      await buildProject('uni-app', '-p', `mp-${host}`);
      const built = `uni-app/dist/build/mp-${host}`;
      await testPages(t, `mp-${host}`, (route) => seenBy(run(host, built, route), filled('seen')));
      await t.test("the example's own page connects", async () => {
        assert.equal(await shownBy(run(host, built, 'pages/index/index'), stateIn(filled('state'))), 'open');
      });
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
  await prepareProject('taro', tarball, projectOf('taro'));
  await buildProject('taro', '--type', 'weapp');
  const built = 'taro/dist/weapp';
  await t.test('weapp: its build converses on the simulated host', async () => {
    const { installed, ...seen } = await seenBy(run('weixin', built, 'pages/seen/seen'), inTree('seen'));
    assert.deepEqual(seen, { ...BY_IMPORT, platform: 'WEAPP' });
    assert.deepEqual(installed, { asValue: true, written: true });
  });
  await t.test("the example's own page connects", async () => {
    assert.equal(await shownBy(run('weixin', built, 'pages/index/index'), stateIn(inTree('state'))), 'open');
  });
});

test('WeChat without a framework', async (t) => {
  await prepareProject('weixin', tarball, { from: ['tests/apps/weixin'], saved: true });
  await t.test("what 'build npm' makes of the package converses on the simulated host", async () => {
    await buildProject('weixin');
    assert.deepEqual(await seenBy(run('weixin', 'weixin', 'pages/index/index'), filled('seen')), {
      ...BY_IMPORT,
      platform: 'simulated',
    });
  });
});
