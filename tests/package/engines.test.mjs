// In what do the engines differ, as they are for users? What docs/engines.md rests on, seen on the engine's own WebSocket and
// with its own settings: a row that an engine no longer deserves fails here.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { engines } from '../support/engines.mjs';
import { startServer } from '../support/server.mjs';

/** How often an attempt is made that fails or is given up: more than a host's connections in Firefox, six. */
const ATTEMPTS = 7;

const plain = { refusedCodes: [], abandoned: 'ended', afterAbandoned: 'open', repeatedFailure: 'at once', otherPort: 'open' };
const expected = {
  chromium: plain,
  firefox: { ...plain, abandoned: 'kept', afterAbandoned: 'nothing', repeatedFailure: 'delayed', otherPort: 'nothing' },
  webkit: { ...plain, refusedCodes: [1012, 1013, 1014] },
};

let server;

before(async () => {
  server = await startServer();
});

after(() => server?.stop());

for (const [engine, open] of Object.entries(engines)) {
  test(`what is different in ${engine}`, async (t) => {
    const page = await open();
    t.diagnostic(`${engine} ${page.version}`);
    try {
      await page.goTo(`${server.http}/tests/package/pages/empty.html`);
      const [ws, wss] = [server.http, server.https].map((origin) => origin.replace('http', 'ws'));
      const refusedCodes = await page.run(codesNotTold, { ws });
      const repeatedFailure = await page.run(failAgain, { ws });
      const otherPort = await page.run(connectBeside, { ws, wss });
      const afterAbandoned = await page.run(giveUp, { ws, tag: engine, attempts: ATTEMPTS });
      const { ended } = await (await fetch(`${server.http}/observe?tag=${engine}`)).json();
      const abandoned = ended > 0 ? 'ended' : 'kept';
      assert.deepEqual({ refusedCodes, abandoned, afterAbandoned, repeatedFailure, otherPort }, expected[engine]);
    } finally {
      await page.close();
    }
  });
}

/** In the page: which codes of the peer that may be sent arrive as 1006? */
async function codesNotTold({ ws }) {
  const refused = [];
  for (const code of [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999]) {
    const socket = new WebSocket(`${ws}/close?code=${code}`);
    const close = await new Promise((resolve) => (socket.onclose = resolve));
    if (close.code !== code) refused.push(code);
  }
  return refused;
}

/** In the page: does the third attempt at a path fail as fast as the first? */
async function failAgain({ ws }) {
  const times = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const begin = performance.now();
    const socket = new WebSocket(`${ws}/refuse`);
    await new Promise((resolve) => (socket.onclose = resolve));
    times.push(performance.now() - begin);
  }
  return times[2] - times[0] > 150 ? 'delayed' : 'at once';
}

/** In the page: is there a connection while an attempt at another port of the address is under way? */
async function connectBeside({ ws, wss }) {
  const hanging = new WebSocket(`${wss}/hang`);
  const beside = new WebSocket(`${ws}/echo`);
  const open = new Promise((resolve) => (beside.onopen = () => resolve('open')));
  const seen = await Promise.race([open, new Promise((resolve) => setTimeout(resolve, 2_000, 'nothing'))]);
  beside.close();
  hanging.close();
  return seen;
}

/** In the page: is there a connection after some attempts, one after the other, that were given up? */
async function giveUp({ ws, tag, attempts }) {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const hanging = new WebSocket(`${ws}/hang?tag=${tag}`);
    await new Promise((resolve) => setTimeout(resolve, 600));
    hanging.close();
  }
  const after = new WebSocket(`${ws}/echo`);
  const open = new Promise((resolve) => (after.onopen = () => resolve('open')));
  return Promise.race([open, new Promise((resolve) => setTimeout(resolve, 2_000, 'nothing'))]);
}
