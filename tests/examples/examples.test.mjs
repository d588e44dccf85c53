// Does each example run with its one command, and do what it shows?

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startProgram } from '../support/program.mjs';
import { closedPort, startServer } from '../support/server.mjs';
import { server } from '../support/stage.mjs';
import { startExample } from './example.mjs';

const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));
const MOSQUITTO = process.env.MOSQUITTO ?? '/usr/sbin/mosquitto';

const socketsOf = ({ http }) => http.replace('http', 'ws');

/** Runs `use` with the example as its README has it started. */
async function withExample(name, use) {
  const example = await startExample(name);
  try {
    await use(example);
  } finally {
    await example.stop();
  }
}

/** Fills the fields of the page's form by their names, and submits it. */
async function submit(page, fields) {
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).fill(value);
  await page.locator('form button').first().click();
}

const line = (page, text) => page.getByText(text, { exact: true }).waitFor();

test('each is in both lists, and says how it is started', () => {
  const folders = readdirSync(EXAMPLES, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = folders.map(({ name }) => name).sort();
  assert.deepEqual(names, ['chat', 'mqtt', 'taro', 'uni-app', 'vanilla', 'vue']);
  const text = (path) => readFileSync(join(EXAMPLES, path), 'utf8');
  for (const name of names) {
    for (const list of ['README.md', 'README.zh-CN.md'])
      assert.ok(text(list).includes(`| [${name}](${name}) |`), `${list}: ${name}`);
    assert.match(text(`${name}/README.md`), /npm install\nnpm start\b/, name);
    assert.ok(text(`${name}/README.md`).includes(`cargo xtask example ${name}`), name);
  }
});

test('vanilla: says hello, hears it, closes, and is told that it may not send any more', async () => {
  await withExample('vanilla', async ({ open }) => {
    const page = await open({ server: socketsOf(server) });
    await line(page, 'open');
    await submit(page, { text: 'hello' });
    await line(page, 'received: hello');
    await page.getByRole('button', { name: 'Close' }).click();
    await line(page, 'closed: 1000 enough');
    await submit(page, { text: 'too late' });
    await line(page, 'sendSocketMessage:fail WebSocket is not connected');
    const log = await page.locator('#log li').allTextContents();
    assert.deepEqual(log, [
      'open',
      'sent: hello',
      'received: hello',
      'closed: 1000 enough',
      'sendSocketMessage:fail WebSocket is not connected',
    ]);
    await page.leave();
  });
});

test('vue: the socket lives as long as its component', async () => {
  await withExample('vue', async ({ open }) => {
    const page = await open({ server: socketsOf(server) });
    await line(page, 'open');
    await page.getByLabel('What to send').fill('hello');
    await page.getByRole('button', { name: 'Send' }).click();
    await line(page, 'hello');

    // Vite has one of its own.
    const ours = () => page.sockets.filter((socket) => socket.url().startsWith(socketsOf(server)));
    const [first, ...others] = ours();
    assert.deepEqual(others, []);
    const closed = first.waitForEvent('close');
    await page.getByLabel('shown').uncheck();
    await closed;
    await page.getByLabel('shown').check();
    await line(page, 'open');
    assert.equal(ours().length, 2);
    await page.leave();
  });
});

test('chat: two tabs hear each other, and do so again when the server was away', async () => {
  const own = await startServer();
  let back;
  try {
    await withExample('chat', async ({ open }) => {
      const parameters = { server: socketsOf(own), room: 'a & b' };
      const ann = await open({ ...parameters, name: 'Ann' });
      const bob = await open({ ...parameters, name: 'Bob' });
      for (const page of [ann, bob]) await line(page, 'online');
      await submit(ann, { text: 'hello Bob' });
      await submit(bob, { text: 'hello Ann' });
      for (const page of [ann, bob]) {
        await line(page, 'Ann: hello Bob');
        await line(page, 'Bob: hello Ann');
        assert.equal(await page.locator('#said li').count(), 2);
      }

      await own.stop();
      for (const page of [ann, bob]) await page.getByText(/^offline, trying again in/).waitFor();
      await submit(ann, { text: 'to nobody yet' });
      const waits = ann.locator('.waiting', { hasText: 'Ann: to nobody yet' });
      await waits.waitFor();
      back = await startServer({ port: Number(new URL(own.http).port) });
      for (const page of [ann, bob]) await line(page, 'online');
      await waits.waitFor({ state: 'detached' });
      await submit(bob, { text: 'there you are' });
      await line(ann, 'Bob: there you are');
      for (const page of [ann, bob]) await page.leave();
    });
  } finally {
    await own.stop();
    await back?.stop();
  }
});

test('mqtt: publishes to the broker of its mosquitto.conf, and is told', async () => {
  const broker = await startBroker();
  try {
    await withExample('mqtt', async ({ open }) => {
      const page = await open({ server: broker.address });
      await line(page, 'connected');
      await submit(page, { topic: 'uni-socket/greeting', text: '你好 🙂' });
      await line(page, 'uni-socket/greeting: 你好 🙂');
      assert.deepEqual(
        page.sockets.map((socket) => socket.url()).filter((url) => url === broker.address),
        [broker.address],
      );
      await page.leave();
    });
  } finally {
    await broker.stop();
  }
});

/** mosquitto on the example's own configuration, but for its ports. The page asks until it is there. */
async function startBroker() {
  const folder = mkdtempSync(join(tmpdir(), 'mosquitto-'));
  const [port, other] = [await closedPort(), await closedPort()];
  const own = readFileSync(join(EXAMPLES, 'mqtt/mosquitto.conf'), 'utf8');
  const configuration = own.replace('listener 9001 ', `listener ${port} `).replace('listener 1883 ', `listener ${other} `);
  writeFileSync(join(folder, 'mosquitto.conf'), configuration);
  const program = await startProgram(MOSQUITTO, ['-c', join(folder, 'mosquitto.conf')]);
  const stop = async () => {
    await program.stop();
    rmSync(folder, { recursive: true });
  };
  return { address: `ws://127.0.0.1:${port}/mqtt`, stop };
}

for (const [name, input] of [
  ['uni-app', '.text input'],
  ['taro', 'input'],
]) {
  test(`${name}: its page on H5 says hello, and hears it`, async () => {
    await withExample(name, async ({ open }) => {
      const page = await open({ server: socketsOf(server) }, 'pages/index/index');
      await line(page, 'open');
      await page.locator(input).fill('hello');
      await page.getByText('Send', { exact: true }).click();
      await line(page, 'hello');
      await page.leave();
    });
  });
}
