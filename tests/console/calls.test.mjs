// The console's forms: calls are made as they are set, and what fails says why, where it is to be mended.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import '../support/stage.mjs';
import { openConsole } from './support/page.mjs';

const TYPES = readFileSync(new URL('../../pkg/src/index.d.ts', import.meta.url), 'utf8');

for (const results of ['callbacks', 'promise', 'tuple']) {
  for (const scope of ['task', 'global']) {
    test(`${results} and ${scope}: texts and bytes are exchanged, and the socket is closed`, async (t) => {
      const way = { callbacks: 'success, complete', promise: 'resolved', tuple: '[null, res]' }[results];
      const names = {
        task: { close: 'task.close', opened: 'task.onOpen', closed: 'task.onClose' },
        global: { close: 'uni.closeSocket', opened: 'uni.onSocketOpen', closed: 'uni.onSocketClose' },
      }[scope];
      const { page, connect, happened, message, showTab, finish } = await openConsole(t);
      await page.check(`[value=${results}]`);
      await page.check(`[value=${scope}]`);
      await connect();
      await happened({ name: way, detail: 'connectSocket:ok' });
      await happened({ name: names.opened });

      await showTab('Messages');
      await page.fill('#text', '你好 <b>');
      await page.press('#text', 'Enter');
      for (const glyph of ['↑', '↓']) await message({ glyph, detail: '你好 <b>', size: '6 characters' });
      await page.check('[value=hex]');
      await page.fill('#hex', '00 fF 7f');
      await page.click('#send button');
      await message({ glyph: '↓', detail: '00 ff 7f', size: '3 bytes' });
      await page.check('[value=size]');
      await page.fill('#size', '300');
      await page.click('#send button');
      await message({ glyph: '↓', detail: /^00 01 02 .* 3f$/, size: '300 bytes' });

      await showTab('Timeline');
      await page.fill('#code', '4001');
      await page.fill('#reason', 'enough');
      await page.click('#close button');
      await happened({ name: names.close, detail: 'code: 4001, reason: "enough"' });
      await happened({ name: way, detail: 'closeSocket:ok' });
      await happened({ name: names.closed, detail: '4001 · "enough" · private: the application has agreed on it' });
      finish();
    });
  }
}

test('a style holds for the calls that are made in it: a failure is rejected, or what a Promise of Vue 2 resolves to', async (t) => {
  const { page, connect, happened, finish } = await openConsole(t, '#code=1001');
  await connect();
  for (const [results, way] of [
    ['tuple', '[err]'],
    ['promise', 'rejected'],
    ['callbacks', 'fail, complete'],
    ['tuple', '[err]'],
  ]) {
    await page.click('#clear-timeline');
    await page.check(`[value=${results}]`);
    await page.click('#close button');
    await happened({ name: way, detail: /^closeSocket:fail / });
  }
  finish();
});

test('messages are read in a loop, which ends with the connection, and begins anew with it', async (t) => {
  const { page, connect, happened, message, showTab, socket, finish } = await openConsole(t, '#reading=loop');
  await connect();
  for (const [sent, note] of [
    ['one', '2 of 2 shown'],
    ['two', '4 of 4 shown'],
  ]) {
    await showTab('Messages');
    await page.fill('#text', sent);
    await page.click('#send button');
    await message({ glyph: '↓', detail: sent });
    // Once each: there is no listener beside the loop.
    await page.getByText(note, { exact: true }).waitFor();
    await showTab('Timeline');
    await page.click('#clear-timeline');
    await page.click('#close button');
    await happened({ name: 'for await', detail: 'the loop has ended' });
    await page.click('#reconnect');
    await socket(1, 'OPEN').waitFor();
  }
  // The global functions have no iterator: they have a listener, whatever was chosen.
  await page.check('[value=global]');
  assert.equal(await page.isDisabled('[name=reading][value=loop]'), true);
  await connect();
  await showTab('Messages');
  await page.check('[value=task]');
  await page.fill('#text', 'heard');
  await page.click('#send button');
  await message({ socket: '#2', glyph: '↓', detail: 'heard' });
  finish();
});

test('what configure has set is the default of the next connection, and of none after it', async (t) => {
  const link = '#configure=true&reconnect=true&reconnect.initialDelay=20&queue=true&heartbeat=true&timeout=9000';
  const { page, connect, happened, number, showTab, socket, message, finish } = await openConsole(t, link);
  await page.evaluate(async () => {
    const { uni } = await import('/pkg/dist/index.js');
    uni.addInterceptor('connectSocket', { invoke: (options) => void (window.given = Object.keys(options)) });
  });
  await connect();
  await happened({ name: 'configure', detail: 'reconnect: { initialDelay: 20 }, heartbeat: true, queue: true' });
  await happened({ name: 'uni.connectSocket', detail: /^url: "[^"]*", timeout: 9000$/ });
  const given = await page.evaluate(() => window.given);
  for (const name of ['reconnect', 'heartbeat', 'queue']) assert.ok(!given.includes(name), name);
  await page.click('#cuts [value=drop]');
  await number('opens', 2);

  await page.click('#defaults');
  await connect();
  await page.click('#cuts [value=drop]');
  await socket(2, 'CLOSED').waitFor();
  await socket(1, 'OPEN').waitFor();

  await page.check('[name=reconnect]');
  await page.check('[name=configure]');
  await page.fill('[name="reconnect.factor"]', '0.5');
  await page.click('#connect .main');
  await happened({ name: 'fail', detail: /^configure:fail .*"reconnect\.factor" must be a number, at least 1/ });
  assert.equal(await page.locator('[name="reconnect.factor"]').getAttribute('aria-invalid'), 'true');
  finish();
});

test('several sockets: the current one is marked, and the selected one is used', async (t) => {
  const { page, connect, happened, message, number, showTab, socket, finish } = await openConsole(t);
  await connect();
  await page.selectOption('#preset', { label: 'Closes after one message' });
  await connect();
  await socket(1, 'OPEN').getByText('current').waitFor();
  assert.equal(await socket(2, 'OPEN').getByText('current').isVisible(), false);

  await page.getByLabel('#1').check();
  await showTab('Messages');
  await page.click('#send button');
  await message({ socket: '#1', glyph: '↓', detail: 'hello' });
  await number('messagesReceived', 1);
  await page.click('#close button');
  await socket(2, 'OPEN').getByText('current').waitFor();
  await socket(1, 'CLOSED').waitFor();
  await showTab('Timeline');
  await page.check('[value=global]');
  await page.click('#send button');
  await happened({ socket: '#2', name: 'uni.onSocketClose', detail: /^4001 · "enough"/ });

  await page.click('#reconnect');
  await happened({ socket: '#1', name: 'uni.onSocketOpen' });
  await page.click('#forget');
  assert.equal(await page.locator('#sockets label').count(), 1);
  finish();
});

test('a call that fails says why, and an option at its field', async (t) => {
  const { page, connect, pressConnect, happened, showTab, message, finish } = await openConsole(t);
  await page.check('[value=global]');
  await page.click('#send button');
  await happened({ name: 'fail, complete', detail: 'sendSocketMessage:fail WebSocket is not connected · errCode 10002' });
  await showTab('Messages');
  await message({ glyph: '↑', state: 'sendSocketMessage:fail WebSocket is not connected' });
  await showTab('Timeline');

  await page.check('[name=reconnect]');
  for (const [name, given, why] of [
    ['reconnect.factor', 'much', /args "reconnect\.factor"\. Expected Number/],
    ['reconnect.factor', '0.5', /"reconnect\.factor" must be a number, at least 1/],
    ['timeout', '-1', /"timeout" must be a number, at least 0/],
  ]) {
    const field = page.locator(`[name="${name}"]`);
    // A group that is folded opens where something is wrong.
    await field.evaluate((control, value) => {
      control.value = value;
      control.dispatchEvent(new Event('input', { bubbles: true }));
    }, given);
    await pressConnect();
    const problem = page.locator('#problem');
    await problem.waitFor();
    assert.match(await problem.textContent(), why);
    assert.equal(await field.getAttribute('aria-invalid'), 'true');
    assert.equal(await field.getAttribute('aria-describedby'), 'problem');
    assert.equal(await field.evaluate((control) => control === document.activeElement), true);
    await field.fill('');
    await problem.waitFor({ state: 'detached' });
  }
  await page.selectOption('#preset', { label: 'No WebSocket URL' });
  await pressConnect();
  await happened({ name: 'fail, complete', detail: /^connectSocket:fail .* errCode 600009$/ });
  assert.equal(await page.locator('#url').getAttribute('aria-invalid'), 'true');

  await page.click('#defaults');
  await page.locator('#sockets label').last().waitFor();
  await connect();
  await page.fill('#code', '1001');
  await page.click('#close button');
  await happened({ name: 'fail, complete', detail: /^closeSocket:fail .* errCode \d+$/ });
  finish();
});

test('every option of the types can be set, and is passed as it was set', async (t) => {
  const { page, pressConnect, socket, finish } = await openConsole(t);
  const names = ['ConnectSocketOptions', 'Reconnect', 'Heartbeat', 'Queue'].map((name) => [name, membersOf(name)]);
  for (const group of ['reconnect', 'heartbeat', 'queue', 'signal']) await page.check(`[name=${group}]`);
  for (const summary of await page.locator('#options summary').all()) await summary.click();
  for (const field of await page.locator('#options input:not([type=checkbox]):visible').all()) await field.fill('7000');
  for (const field of await page.locator('#options input[type=checkbox]:visible').all()) {
    if (!['provider', 'configure'].includes(await field.getAttribute('name'))) await field.check();
  }
  for (const field of await page.locator('#options select:visible').all()) await field.selectOption({ index: 1 });
  await page.fill('[name=protocols]', '');
  await page.fill('[name=header]', 'X-One: 1\nX-Two: a: b');
  await page.selectOption('[name="heartbeat.form"]', '');
  await page.fill('[name=protocols]', 'chat');
  await page.fill('#url', (await page.inputValue('#url')).replace('/echo', '/protocol?pick=chat'));
  await page.evaluate(async () => {
    const { uni } = await import('/pkg/dist/index.js');
    uni.addInterceptor('connectSocket', { invoke: (options) => void (window.given = options) });
  });
  assert.match(await page.textContent('#code-text'), /^ {2}protocols: \(\) => \['chat'\],$/m);
  await pressConnect();
  await socket(1, 'OPEN').waitFor();

  const given = await page.evaluate(() => {
    const { given } = window;
    const names = (object) => Object.keys(object ?? {});
    return {
      ConnectSocketOptions: names(given),
      Reconnect: names(given.reconnect),
      Heartbeat: names(given.heartbeat),
      Queue: names(given.queue),
      header: given.header,
      values: [given.timeout, given.reconnect.jitter, given.queue.overflow, given.protocols(), given.multiple],
      verdict: given.reconnect.shouldReconnect({ code: 1000 }, 1),
      replies: [given.heartbeat.isReply('7000'), given.heartbeat.isReply('ping')],
    };
  });
  for (const [name, members] of names) {
    const missing = members.filter((member) => !given[name].includes(member));
    assert.deepEqual(missing, [], name);
  }
  assert.deepEqual(given.header, { 'X-One': '1', 'X-Two': 'a: b' });
  assert.deepEqual(given.values, [7000, 'equal', 'dropOldest', ['chat'], true]);
  assert.equal(given.verdict, true);
  assert.deepEqual(given.replies, [true, false]);

  await page.click('#abort');
  await socket(1, 'CLOSED').waitFor();
  finish([/header/, /method/]);
});

test('a function gives the URL, anew at each attempt; what waits can be taken back', async (t) => {
  const link = '#url=/headers&provider=true&provider.rejections=1&reconnect=true&reconnect.initialDelay=20&queue=true';
  const { page, pressConnect, happened, message, showTab, socket, finishWithRefusals } = await openConsole(t, link);
  await pressConnect();
  await happened({ name: 'task.onReconnecting', detail: /^attempt 1 in / });
  await socket(1, 'OPEN').waitFor();
  await showTab('Messages');
  await page.fill('[name=search]', '"query":"token=2"');
  await message({ glyph: '↓' });
  await page.fill('[name=search]', '');

  await page.check('[name=mode][value=offline]', { force: true });
  await socket(1, 'CONNECTING').waitFor();
  await page.fill('#text', 'waits');
  await page.click('#send button');
  await message({ glyph: '↑', detail: 'waits', state: 'waiting' });
  await page.click('#drain');
  await message({ glyph: '↑', detail: 'waits', state: /^sendSocketMessage:fail / });
  await showTab('Timeline');
  await happened({ name: 'task.drainQueue', detail: 'messages taken back: 1' });
  await page.click('#close button');
  await socket(1, 'CLOSED').waitFor();
  finishWithRefusals();
});

test('the other builds: JavaScript, and the one for development, whose trace goes to the timeline', async (t) => {
  const { page, connect, finish } = await openConsole(t, '#build=js');
  assert.equal(await page.textContent('#backend'), 'js');
  await connect();
  await page.selectOption('[name=build]', 'development');
  await page.locator('#sockets label').waitFor({ state: 'detached' });
  await page.locator('#backend', { hasText: 'wasm' }).waitFor();
  await page.locator('summary', { hasText: 'Subprotocols' }).click();
  await page.selectOption('[name=debug]', 'timeline');
  await connect();
  await page.locator('#events .trace').first().waitFor();
  finish();
});

/** The options that an interface has, without those of how a call ends. */
function membersOf(name) {
  const [, body] = new RegExp(`export interface ${name} [^{]*\\{\\n([\\s\\S]*?)\\n\\}`).exec(TYPES);
  return [...body.matchAll(/^ {2}(\w+)\??:/gm)].map(([, member]) => member);
}
