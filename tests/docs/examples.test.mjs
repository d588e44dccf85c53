// Does every block of code in the documentation do what a reader will do with it: compile, run, load?

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import { startProgram } from '../support/program.mjs';
import { closedPort } from '../support/server.mjs';
import { fileOf, openPage, runInNode } from './support/page.mjs';
import { programsOf, ROOT, TOOLS, USER_PAGES } from './support/pages.mjs';
import { browser, peer } from './support/stage.mjs';

const programs = USER_PAGES.flatMap(programsOf);
/** What the types cannot say. */
const UNTYPED = {
  'the types of reconnecting-websocket are not those of a module, for Node’s rules': /from 'reconnecting-websocket'/,
  'after `promiseStyle: "tuple"` a Promise resolves to something else': /promiseStyle: 'tuple'/,
  'a program of uni-app has uni-app’s types, in which a close event has `errMsg`': /^uni\.onSocketClose = sockets/m,
};
const scripts = programs.filter(
  ({ language, code }) => language === 'js' && !Object.values(UNTYPED).some((what) => what.test(code)),
);

/** Who tries a block of this language. */
const TRIED = {
  js: 'here',
  html: 'here',
  sh: 'pages.test.mjs',
  nginx: 'pages.test.mjs',
};

test('there is nothing that nobody tries', () => {
  const unknown = programs.filter(({ language }) => !(language in TRIED));
  assert.deepEqual(
    unknown.map(({ name, language }) => `${name}: ${language}`),
    [],
  );
});

test('what is JavaScript agrees with the types', () => {
  const folder = join(TOOLS, 'examples');
  rmSync(folder, { recursive: true, force: true });
  const files = scripts.map(fileOf);
  const compilerOptions = {
    strict: true,
    // The examples are JavaScript: nobody writes types into them.
    noImplicitAny: false,
    useUnknownInCatchVariables: false,
    checkJs: true,
    noEmit: true,
    target: 'es2022',
    lib: ['es2022', 'dom'],
    module: 'nodenext',
    moduleDetection: 'force',
    types: ['@dcloudio/types', 'node'],
    skipLibCheck: true,
  };
  const config = { compilerOptions, files: [...files, join(ROOT, 'tests/docs/given.d.ts')] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = [join(ROOT, 'node_modules/typescript/bin/tsc'), '--project', folder];
  const { status, stdout } = spawnSync(process.execPath, tsc, { encoding: 'utf8' });
  assert.equal(status, 0, stdout);
});

/** Milliseconds for one block: many times what it takes. */
const PATIENCE = 60_000;

async function serves(program) {
  const port = await closedPort();
  const server = await startProgram(process.execPath, [fileOf(program)], { PORT: String(port) });
  try {
    const answer = await Promise.race([server.ended, firstAnswer(`ws://127.0.0.1:${port}`, 'ping')]);
    assert.equal(answer, 'pong');
  } finally {
    await server.stop();
  }
}

/** Asks until somebody listens. */
async function firstAnswer(address, question) {
  for (;;) {
    const socket = new WebSocket(address);
    const opened = await new Promise((resolve) => socket.once('open', () => resolve(true)).once('error', () => resolve(false)));
    if (!opened) continue;
    socket.send(question);
    const [answer] = await once(socket, 'message');
    socket.close();
    return String(answer);
  }
}

/** A page that connects is waited for until it has. */
const connects = (code) => /connectSocket\(\{|new ReconnectingWebSocket/.test(code);

async function inPage({ language, code }) {
  peer.play();
  const page = await openPage(browser, peer, language === 'html' ? code : undefined);
  try {
    // A mini-program's own host is one of functions; elsewhere there is none, and the page's sockets are used.
    const host = /useHost\(wx\)/.test(code) ? 'wx.connectSocket = () => {};\n' : '';
    if (language === 'js') await page.start(host + code);
    if (connects(code)) await peer.connection();
    assert.deepEqual(page.complaints, []);
  } finally {
    await page.close();
  }
}

/** What runs elsewhere: this very code, against mosquitto (a test there compares them). */
const ELSEWHERE = /^docs\/brokers\./;

for (const program of programs.filter(({ name, language }) => ['js', 'html'].includes(language) && !ELSEWHERE.test(name))) {
  const { name, where } = program;
  if (where === 'page') test(`${name} runs in a page`, { timeout: PATIENCE }, () => inPage(program));
  if (where === 'node') test(`${name} runs in Node`, { timeout: PATIENCE }, () => runInNode(program));
  if (where === 'server') test(`${name} runs in Node, and answers a heartbeat`, { timeout: PATIENCE }, () => serves(program));
}
