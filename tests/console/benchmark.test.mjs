// The console's benchmark: from a button to bars, with words for how far they can be trusted.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { server } from '../support/stage.mjs';
import { openConsole } from './support/page.mjs';

test('it compares with a bare WebSocket, here and now', { timeout: 120_000 }, async (t) => {
  const { page, finish } = await openConsole(t, '#tab=benchmark');
  await page.click('#compare');
  await page.getByText('medians of 5 rounds').waitFor({ timeout: 100_000 });
  assert.equal(await page.locator('#comparison .bars').count(), 2);
  for (const value of await page.locator('#comparison .value').allTextContents()) assert.match(value, /^\d+\.\d\d$/);
  for (const said of await page.locator('#comparison .hint').allTextContents()) {
    assert.match(said, /^[\d.]+ µs a message, bare [\d.]+ µs: .* \(noise: \d+ %\)\.$/);
  }
  finish();
});

test('it can be stopped', async (t) => {
  const { page, finish } = await openConsole(t, '#tab=benchmark');
  await page.locator('#compare', { hasText: 'Compare' }).click();
  await page.getByText(/^Measuring: Echo, one in flight, round \d of 5$/).waitFor();
  await page.locator('#compare', { hasText: 'Stop' }).click();
  await page.getByText('Stopped.').waitFor();
  assert.equal(await page.locator('#comparison .bars').count(), 0);
  finish();
});

test('the page of measurements shows what was recorded', async (t) => {
  const { page, finish } = await openConsole(t);
  await page.getByRole('link', { name: 'Measurements' }).click();
  await page.locator('.bars').first().waitFor();
  assert.equal(new URL(page.url()).origin, server.http);
  assert.ok((await page.locator('.bars .ours').count()) > 0);
  const wide = (values) => values.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length;
  assert.equal(await page.locator('.bars .value').evaluateAll(wide), 0);
  finish();
});
