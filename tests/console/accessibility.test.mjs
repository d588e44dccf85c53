// The console for everyone: in two themes, two languages and on narrow screens, for screen readers and for the keyboard.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { zh } from '../../www/zh.js';
import { server } from '../support/stage.mjs';
import { openConsole } from './support/page.mjs';

const WWW = new URL('../../www/', import.meta.url);
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDTHS = [360, 768, 1280, 2560];

/** With everything open and alive. */
async function openLively(t, link, options) {
  const everything = 'reconnect=true&heartbeat=true&heartbeat.interval=500&queue=true&provider=true&signal=true&rate=50';
  const console = await openConsole(t, `#${everything}&${link}`, options);
  const { page, connect, message } = console;
  for (const summary of await page.locator('#options summary').all()) await summary.click();
  await connect();
  await page.click('#traffic-switch');
  await page.click('#tab-messages');
  await message({ glyph: '↓' });
  await page.focus('#message-list');
  await page.keyboard.press('Home');
  await page.check('#views [value=json]', { force: true });
  return console;
}

async function violations(page, context) {
  const found = await page.evaluate(async (place) => (await window.axe.run(place)).violations, context);
  return found.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`));
}

for (const colorScheme of ['light', 'dark']) {
  for (const [language, locale] of [
    ['en', 'en'],
    ['zh', 'zh-CN'],
  ]) {
    for (const width of [360, 1280]) {
      test(`axe finds nothing: ${colorScheme}, ${language}, ${width} px`, async (t) => {
        const { page, finish } = await openLively(t, '', { colorScheme, locale, viewport: { width, height: 800 } });
        assert.equal(await page.getAttribute('html', 'lang'), locale);
        await page.evaluate(AXE);
        assert.deepEqual(await violations(page, 'html'), []);
        // Their colours are the same in both languages.
        for (const tab of language === 'en' ? ['timeline', 'code', 'benchmark'] : []) {
          await page.click(`#tab-${tab}`);
          assert.deepEqual(await violations(page, '#records'), [], tab);
        }
        finish();
      });
    }
  }
  test(`axe finds nothing before anything is pressed, nor on the page of measurements: ${colorScheme}`, async (t) => {
    const { page, finish } = await openConsole(t, `#theme=${colorScheme}`);
    await page.evaluate(AXE);
    assert.deepEqual(await violations(page, 'html'), []);
    await page.goto(`${server.http}/www/bench.html?theme=${colorScheme}`);
    await page.locator('.bars').first().waitFor();
    await page.evaluate(AXE);
    assert.deepEqual(await violations(page, 'html'), []);
    finish();
  });
}

test('nothing scrolls sideways, at any width, in both languages', async (t) => {
  const { page, message, happened, showTab, finish } = await openLively(t, '');
  await page.click('#traffic-switch');
  await page.fill('#text', 'w'.repeat(400));
  await page.click('#send button');
  // How many others there are, among which it might be out of sight, depends on the machine.
  await page.fill('[name=search]', 'www');
  await message({ glyph: '↓', size: '400 characters' });
  await page.fill('#reason', 'r'.repeat(120));
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    for (const language of ['zh', 'en']) {
      await page.selectOption('[name=language]', language);
      for (const tab of ['timeline', 'messages', 'code', 'benchmark']) {
        await page.click(`#tab-${tab}`);
        assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width, `${width} ${language} ${tab}`);
      }
    }
  }
  await page.setViewportSize({ width: 360, height: 800 });
  await page.click('#close button');
  await showTab('Timeline');
  await happened({ name: 'task.onClose' });
  for (const list of ['#events', '#connect', '#sockets']) {
    assert.equal(await page.$eval(list, (element) => element.scrollWidth - element.clientWidth), 0, list);
  }
  finish();
});

test('the keyboard alone: connect, send, look, close', async (t) => {
  const { page, socket, message, happened, finish } = await openConsole(t);
  const tabTo = async (selector) => {
    for (let presses = 0; presses < 100; presses++) {
      if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
      await page.keyboard.press('Tab');
    }
    assert.fail(`${selector} is not reached`);
  };
  await tabTo('#connect .main');
  await page.keyboard.press('Enter');
  await socket(1, 'OPEN').waitFor();
  await tabTo('#modes input');
  await page.keyboard.press('ArrowRight');
  await happened({ detail: /^Slow · / });
  await page.keyboard.press('ArrowLeft');
  await tabTo('#text');
  await page.keyboard.type('!');
  await page.keyboard.press('Enter');
  await tabTo('[role=tab]');
  await page.keyboard.press('ArrowRight');
  await page.locator('#tab-messages[aria-selected=true]').waitFor();
  await message({ glyph: '↓', detail: /!/ });
  await tabTo('#message-list');
  await page.keyboard.press('ArrowDown');
  await page.locator('#message').waitFor();
  await page.keyboard.press('Shift+Tab');
  await tabTo('#message-body');
  await page.focus('#close button');
  await page.keyboard.press('Space');
  await socket(1, 'CLOSED').waitFor();
  finish();
});

test('what is read out does not flood: at most one status a second, and no list', async (t) => {
  const { page, connect, finish } = await openConsole(t);
  await connect();
  await page.fill('#code', '1001');
  await page.evaluate(() => {
    window.said = [];
    const status = document.getElementById('status');
    new MutationObserver(() => window.said.push(performance.now())).observe(status, { childList: true });
    const fail = () => document.querySelector('#close button').click();
    window.failing = setInterval(fail, 10);
  });
  await page.waitForFunction(() => window.said.length >= 3);
  const { said, lists } = await page.evaluate(() => {
    clearInterval(window.failing);
    const live = [...document.querySelectorAll('[role=status], [role=log], [role=alert], [aria-live], output')];
    return { said: window.said, lists: live.filter((element) => element.querySelector('.row, li, canvas')).length };
  });
  assert.match(await page.textContent('#status'), /^closeSocket:fail /);
  assert.equal(lists, 0);
  for (const gap of said.slice(1).map((at, i) => at - said[i])) assert.ok(gap > 900, `${gap} ms`);
  finish();
});

test('the language is switched, and the dictionary has what the pages say and nothing else', async (t) => {
  const { page, connect, finish } = await openConsole(t);
  await connect();
  const said = new Set([...textsInPages(), ...textsInScripts()]);
  assert.deepEqual([...said].sort(), Object.keys(zh).sort());

  const texts = () => page.locator('[data-text]').allTextContents();
  const english = await texts();
  await page.selectOption('[name=language]', { label: '中文' });
  assert.deepEqual(
    await texts(),
    english.map((text) => zh[text]),
  );
  assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN');
  await page.getByText('已连接').first().waitFor();
  await page.locator('#events li', { hasText: '第 1 次尝试连接' }).waitFor();
  assert.equal(await page.getAttribute('[name="reconnect.maxAttempts"]', 'placeholder'), '不限');
  await page.selectOption('[name=language]', { label: 'English' });
  assert.deepEqual(await texts(), english);
  finish();
});

const textsIn = (extension, pattern) =>
  readdirSync(WWW)
    .filter((file) => file.endsWith(extension))
    .flatMap((file) => [...readFileSync(new URL(file, WWW), 'utf8').matchAll(pattern)])
    .map(([, text]) => text);

/** What the scripts give to `t`, or mark for it. */
const textsInScripts = () => textsIn('.js', /\b(?:t|words)\(\s*'([^']+)'/g);

/** What the pages mark. */
const textsInPages = () => [...textsIn('.html', / data-text>([^<]+)</g), ...textsIn('.html', / data-placeholder="([^"]+)"/g)];
