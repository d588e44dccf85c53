// The console's records: messages are found, looked at and saved, and a flood of them leaves the page small.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import '../support/stage.mjs';
import { openConsole } from './support/page.mjs';

/** Sends each as text, or as bytes in hex where it is in an array. */
async function sendAll({ page, message }, payloads) {
  for (const payload of payloads) {
    const isText = typeof payload === 'string';
    await page.check(`[name=payload][value=${isText ? 'text' : 'hex'}]`);
    await page.fill(isText ? '#text' : '#hex', isText ? payload : payload[0]);
    await page.click('#send button');
    await message({ glyph: '↓', detail: isText ? payload : payload[0] });
  }
}

test('messages are filtered by direction and kind, and searched in text and in bytes', async (t) => {
  const console = await openConsole(t, '#tab=messages');
  const { page, connect, choose, finish } = console;
  const shown = (note) => page.getByText(note, { exact: true }).waitFor();
  await page.getByText('No messages yet.').waitFor();
  await connect();
  await sendAll(console, ['one', 'a.c', ['de ad be ef'], 'ABC']);
  await shown('8 of 8 shown');
  await choose('#filter', 'direction', 'in');
  await shown('4 of 8 shown');
  await choose('#filter', 'kind', 'binary');
  await shown('1 of 8 shown');
  await choose('#filter', 'kind', '');
  for (const [search, note] of [
    // Not a pattern, and in any case.
    ['a.c', '1 of 8 shown'],
    ['abc', '1 of 8 shown'],
    ['adbe', '1 of 8 shown'],
    ['be ad', '0 of 8 shown'],
  ]) {
    await page.fill('[name=search]', search);
    await shown(note);
  }
  finish();
});

test('a message is shown as text, as JSON that folds, and as bytes; the keyboard goes through them', async (t) => {
  const console = await openConsole(t, '#tab=messages');
  const { page, connect, choose, finish } = console;
  const json = '{"name":"<b>","list":[1,null,{"deep":true}]}';
  await connect();
  await sendAll(console, [json, ['00 41 ff']]);
  await page.focus('#message-list');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('heading', { name: `Received on #1: ${json.length} characters` }).waitFor();
  assert.equal(await page.textContent('#message-body'), json);
  const active = await page.getAttribute('#message-list', 'aria-activedescendant');
  assert.equal(await page.getAttribute(`#${active}`, 'aria-selected'), 'true');

  await choose('#message', 'view', 'json');
  await page.getByText('name: "<b>"').waitFor();
  assert.equal(await page.getByText('1: null').isVisible(), false);
  await page.getByText('list: [3]').click();
  await page.getByText('1: null').waitFor();
  await page.getByText('2: {1}').click();
  await page.getByText('deep: true').waitFor();

  await page.focus('#message-list');
  await page.keyboard.press('End');
  await page.getByText(/no JSON: /).waitFor();
  await choose('#message', 'view', 'hex');
  assert.match(await page.textContent('#message-body'), /^000000 {2}00 41 ff {41}\.A\.$/);
  finish();
});

test('what is shown is exported, one JSON a line', async (t) => {
  const console = await openConsole(t, '#tab=messages');
  const { page, connect, choose, finish } = console;
  await connect();
  await sendAll(console, ['line\u2028 "quoted"', ['de ad be ef']]);
  await choose('#filter', 'direction', 'in');
  await page.getByText('2 of 4 shown').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#export')]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trimEnd()
    .split('\n')
    .map(JSON.parse);
  assert.equal(download.suggestedFilename(), 'messages.jsonl');
  assert.deepEqual(
    lines.map(({ at, ...rest }) => ({ ...rest, isTime: Math.abs(Date.parse(at) - Date.now()) < 600_000 })),
    [
      { direction: 'in', socket: '1', text: 'line\u2028 "quoted"', isTime: true },
      { direction: 'in', socket: '1', base64: '3q2+7w==', isTime: true },
    ],
  );
  finish();
});

test('a flood: the newest are kept, few are in the page, and a pause holds them back', async (t) => {
  const { page, connect, message, finish } = await openConsole(t, '#url=/flood?count%3D20000%26size%3D64&tab=messages');
  await connect();
  await page.getByText('10,000 of 10,000 shown · 10,000 older ones dropped').waitFor();
  await message({ detail: /^19999 / });
  assert.ok((await page.locator('#message-list .row').count()) < 60);
  await page.focus('#message-list');
  await page.keyboard.press('Home');
  await message({ detail: /^10000 / });

  await page.click('#clear-messages');
  await page.getByText('No messages yet.').waitFor();
  await page.click('#pause');
  await page.click('#send button');
  await page.getByText('0 of 2 shown · 2 newer ones since the pause').waitFor();
  assert.equal(await page.locator('#message-list .row').count(), 0);
  await page.click('#pause');
  await page.getByText('2 of 2 shown', { exact: true }).waitFor();
  finish();
});

test('the timeline counts what repeats itself, and keeps the newest rows', async (t) => {
  const link = '#heartbeat=true&heartbeat.interval=20&heartbeat.isReply=ping';
  const { page, connect, finish } = await openConsole(t, link);
  await connect();
  await page.locator('#events .beat', { hasText: /heartbeat: \d\d+ asked, \d\d+ answered, the last one in .*×\d\d+$/ }).waitFor();
  for (let i = 0; i < 3; i++) await page.click('#close button');
  await page.locator('#events .lost').waitFor();
  await page.evaluate(() => {
    for (let i = 0; i < 600; i++) document.querySelector('#close button').click();
  });
  await page.getByText(/^500 rows · \d+ older rows dropped$/).waitFor();
  assert.equal(await page.locator('#events li').count(), 500);
  await page.click('#clear-timeline');
  await page.getByText('nothing yet').waitFor();
  finish();
});
