// The console for who sees it for the first time: what to press is in sight, and so is what comes of it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import '../support/stage.mjs';
import { openConsole } from './support/page.mjs';

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** Waits until the whole of it can be seen without scrolling. */
const inSight = (page, selector) =>
  page.waitForFunction((wanted) => {
    const { top, bottom, height } = document.querySelector(wanted).getBoundingClientRect();
    return height > 0 && top >= 0 && bottom <= innerHeight;
  }, selector);

test('on a phone what to begin with is in sight, and the tour, though it fills the form above it', async (t) => {
  const { page, finishWithRefusals } = await openConsole(t, '', PHONE);
  for (const button of ['#start-tour', '#start-compare', '#start-own']) await inSight(page, button);
  assert.equal(await page.isVisible('#overview'), false);
  await page.tap('#start-tour');
  await page.locator('#story', { hasText: /^Connected\./ }).waitFor();
  for (const part of ['#tour', '#story', '#strip']) await inSight(page, part);
  assert.equal(await page.evaluate('document.activeElement.id'), 'tour');
  assert.equal(await page.isVisible('#start'), false);
  await page.tap('#tour');
  await page.tap('#close button');
  await page.tap('#forget');
  await page.locator('#start').waitFor();
  finishWithRefusals();
});

test('on a phone the comparison is begun where it can be seen, and one’s own case with the address', async (t) => {
  const { page, finish } = await openConsole(t, '', PHONE);
  await page.tap('#start-compare');
  await page.getByText(/^Measuring: /).waitFor();
  await inSight(page, '#compare');
  await page.tap('#compare');
  await page.getByText('Stopped.').waitFor();
  await page.tap('#start-own');
  await inSight(page, '#url');
  await page.keyboard.type('ws://');
  assert.equal(await page.inputValue('#url'), 'ws://');
  finish();
});
