// Uses the console (www/) as a person would: types, presses, and reads the log.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { zh } from '../../www/zh.js';
import { browser, server } from '../support/stage.mjs';

const WWW = new URL('../../www/', import.meta.url);
const PHONE = { width: 320, height: 640 };

for (const results of ['callbacks', 'promise']) {
  for (const scope of ['task', 'global']) {
    const way = { callbacks: 'success, complete', promise: 'resolved' }[results];
    const names = {
      task: { send: 'task.send', close: 'task.close', message: 'task.onMessage', closed: 'task.onClose' },
      global: {
        send: 'uni.sendSocketMessage',
        close: 'uni.closeSocket',
        message: 'uni.onSocketMessage',
        closed: 'uni.onSocketClose',
      },
    }[scope];

    test(`${results} and ${scope}: texts and bytes are exchanged, and the socket is closed`, async (t) => {
      const { page, connect, logged, finish } = await openConsole(t);
      await page.check(`[value=${results}]`);
      await page.check(`[value=${scope}]`);
      await connect();
      await logged({ name: way, detail: 'connectSocket:ok' });

      await page.fill('#text', '你好 <b>');
      await page.press('#text', 'Enter');
      await logged({ name: names.send, detail: '你好 <b>', note: 'text, 6 characters' });
      await logged({ name: way, detail: 'sendSocketMessage:ok' });
      await logged({ name: names.message, detail: '你好 <b>', note: 'text, 6 characters' });

      await page.check('[value=hex]');
      await page.fill('#hex', '00 fF 7f');
      await page.click('#send > button');
      await logged({ name: names.message, detail: '00 ff 7f', note: 'binary, 3 bytes' });

      await page.check('[value=size]');
      await page.fill('#size', '300');
      await page.click('#send > button');
      await logged({ name: names.message, detail: /^00 01 02 .* 3f …$/, note: 'binary, 300 bytes' });

      await page.fill('#code', '4001');
      await page.fill('#reason', 'enough');
      await page.click('#close > button');
      await logged({ name: names.close, detail: 'code: 4001, reason: "enough"' });
      await logged({ name: way, detail: 'closeSocket:ok' });
      await logged({ name: names.closed, detail: 'code: 4001, reason: "enough", wasClean: true' });
      await page.getByText('#1 is closed: 4001 enough').waitFor();
      finish();
    });

    test(`${results} and ${scope}: the code that is shown does what the form says`, async (t) => {
      // The program is put into the page, which the page's own policy is there to prevent.
      const { page, finish } = await openConsole(t, { bypassCSP: true });
      await page.check(`[value=${results}]`);
      await page.check(`[value=${scope}]`);
      await page.fill('#text', `it's "quoted" \\ 你好`);
      await page.fill('#code', '3000');
      await page.fill('#reason', 'done');
      const code = await page.textContent('#code-text');
      const closed = page.waitForEvent('console', (message) => message.text() === 'close 3000 done');
      const echoed = page.waitForEvent('console', (message) => message.text() === `message it's "quoted" \\ 你好`);
      const content = `${code.replace("'uni-socket'", "'/pkg/dist/index.js'")}\nwindow.end = end;`;
      await page.addScriptTag({ type: 'module', content });
      await echoed;
      await page.evaluate('end()');
      await closed;
      finish();
    });
  }
}

test('several sockets: the current one is marked, and the selected one is used', async (t) => {
  const { page, connect, logged, finish } = await openConsole(t);
  const socket = (id, state) => page.locator('#sockets label', { hasText: `#${id}${state}` });
  await connect();
  await page.selectOption('#preset', { label: 'Closes after one message' });
  await connect();
  await socket(1, 'OPEN').getByText('current').waitFor();
  assert.equal(await socket(2, 'OPEN').getByText('current').isVisible(), false);

  await page.getByLabel('#1').check();
  await page.click('#send > button');
  await logged({ socket: '#1', name: 'task.onMessage', detail: 'hello' });
  await numberShown(page, 'messagesReceived', 1);
  await page.click('#close > button');
  await socket(2, 'OPEN').getByText('current').waitFor();
  await socket(1, 'CLOSED').waitFor();
  await page.check('[value=global]');
  await page.click('#send > button');
  await logged({ socket: '#2', name: 'uni.onSocketClose', detail: 'code: 4001, reason: "enough", wasClean: true' });

  await page.click('#reconnect');
  await logged({ socket: '#1', name: 'uni.onSocketOpen' });
  await page.click('#forget');
  assert.equal(await page.locator('#sockets label').count(), 1);
  finish();
});

test('a call that fails says why', async (t) => {
  const { page, connect, logged, finish } = await openConsole(t);
  await page.check('[value=global]');
  await page.click('#send > button');
  await logged({
    socket: '–',
    name: 'fail, complete',
    detail: 'sendSocketMessage:fail WebSocket is not connected · errCode 10002',
  });
  await connect();
  await page.fill('#code', '1001');
  await page.click('#close > button');
  await logged({ name: 'fail, complete', detail: /^closeSocket:fail .* errCode \d+$/ });
  await page.getByRole('status').getByText('closeSocket:fail').waitFor();

  await page.check('[value=promise]');
  await page.selectOption('#preset', { label: 'No WebSocket URL' });
  await page.click('#connect button');
  await logged({ socket: '#2', name: 'rejected', detail: /^connectSocket:fail .* errCode 600009$/ });
  await page.locator('#sockets label', { hasText: '#2CLOSED' }).waitFor();
  finish();
});

test('a flood: the log keeps the newest rows and counts the others, also while it is paused', async (t) => {
  const { page, connect, finish } = await openConsole(t);
  const url = await page.inputValue('#url');
  await page.fill('#url', url.replace('/echo', '/flood?count=5000&size=64'));
  await connect();
  // The call, its success and `open` are rows too.
  await page.getByText('500 rows · 4503 older rows dropped').waitFor();
  assert.equal(await page.locator('#log li').count(), 500);
  assert.equal((await page.locator('#log li').last().locator('.detail').textContent()).trim(), '4999');

  await page.click('#pause');
  await page.click('#clear');
  await page.click('#send > button');
  await page.getByText('nothing yet · 3 waiting').waitFor();
  assert.equal(await page.locator('#log li').count(), 0);
  await page.click('#pause');
  await page.getByText('3 rows').waitFor();
  finish();
});

test('the language is switched, and the dictionary has what the page says and nothing else', async (t) => {
  const { page, finish } = await openConsole(t);
  const english = await page.locator('[data-text]').allTextContents();
  const said = new Set([...english, ...textsOfMeasurements(), ...textsInScripts()]);
  assert.deepEqual([...said].sort(), Object.keys(zh).sort());

  await page.getByRole('button', { name: '中文' }).click();
  assert.deepEqual(
    await page.locator('[data-text]').allTextContents(),
    english.map((text) => zh[text]),
  );
  assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN');
  await page.getByRole('button', { name: 'English' }).click();
  assert.deepEqual(await page.locator('[data-text]').allTextContents(), english);
  finish();
});

test('the page of measurements compares with a bare WebSocket, here and now', { timeout: 120_000 }, async (t) => {
  const { page, finish } = await openConsole(t);
  await page.getByRole('link', { name: 'Measurements' }).click();
  await page.getByRole('button', { name: 'Compare with a bare WebSocket' }).click();
  await page.getByRole('status').getByText(/rounds/).waitFor({ timeout: 90_000 });
  assert.equal(await page.locator('#live .chart').count(), 4);
  assert.match(await page.locator('#live .value').first().textContent(), /^\d+\.\d\d$/);
  finish();
});

test('a narrow phone: nothing scrolls sideways', async (t) => {
  const { page, connect, logged, finish } = await openConsole(t, { viewport: PHONE });
  await page.fill('#url', `${await page.inputValue('#url')}?${'x'.repeat(200)}`);
  await connect();
  await page.fill('#text', 'w'.repeat(300));
  await page.click('#send > button');
  await logged({ name: 'task.onMessage', detail: 'w'.repeat(300) });
  for (const language of ['English', '中文']) {
    assert.equal(await page.evaluate('document.documentElement.scrollWidth'), PHONE.width, language);
    assert.equal(await page.$eval('#log', (log) => log.scrollWidth - log.clientWidth), 0, language);
    await page.click('#language');
  }
  finish();
});

/** The console in a page of its own, ready for use, with ways to use it. */
async function openConsole(t, options) {
  const context = await browser.newContext({ locale: 'en', ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  // What the page's policy forbids comes as an error of the console too.
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.stack));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  await page.goto(`${server.http}/www/`);
  await page.getByText('wasm', { exact: true }).waitFor();

  /** Waits for a row with these texts; what is not named may be anything. */
  async function logged(columns) {
    let row = page.locator('#log li');
    for (const [column, text] of Object.entries(columns)) {
      const cell = page.locator(`.${column}`).and(page.getByText(text, { exact: true }));
      row = row.filter({ has: cell });
    }
    await row.first().waitFor();
  }

  /** Presses the button, and waits until the newest socket is open. */
  async function connect() {
    const id = (await page.locator('#sockets label').count()) + 1;
    await page.click('#connect button');
    await page.getByRole('status').getByText(`#${id} is open`).waitFor();
  }

  const finish = () => assert.deepEqual(problems, []);

  return { page, connect, logged, finish };
}

/** What the console's scripts give to `t`. */
function textsInScripts() {
  return readdirSync(WWW)
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => [...readFileSync(new URL(file, WWW), 'utf8').matchAll(/\bt\('([^']+)'/g)])
    .map(([, text]) => text);
}

/** What the other page, bench.html, marks for translation. */
function textsOfMeasurements() {
  const page = readFileSync(new URL('bench.html', WWW), 'utf8');
  return [...page.matchAll(/ data-text>([^<]+)</g)].map(([, text]) => text);
}

/** Waits until one of the numbers of the selected socket is what it should be. */
const numberShown = (page, name, value) =>
  page.locator('#stats div', { hasText: new RegExp(`^${name}${value}$`) }).waitFor();
