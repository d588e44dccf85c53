// Opens the console (www/) in a page of its own, with ways to use it as a person would.

import assert from 'node:assert/strict';
import { browser, server } from '../../support/stage.mjs';

/**
 * Resolves the page, and what is done with it again and again.
 * @param link what follows the address, `#url=…`
 * @param options of the browser's context
 */
export async function openConsole(t, link = '', options = {}) {
  const context = await browser.newContext({ locale: 'en', ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  // What the page's policy forbids comes as an error of the console too.
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.stack));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) problems.push(message.text());
  });
  await page.goto(`${server.http}/www/${link}`);
  await page.locator('#backend', { hasText: /wasm|js/ }).waitFor({ state: 'attached' });

  /** Waits for a row of the list with these texts by their class; what is not named may be anything. */
  const rowWith = (list) => async (columns) => {
    let row = page.locator(list);
    for (const [column, text] of Object.entries(columns)) {
      row = row.filter({ has: page.locator(`.${column}`).and(page.getByText(text, { exact: true })) });
    }
    await row.first().waitFor();
    return row.first();
  };
  const socket = (id, state) => page.locator('#sockets label', { hasText: `#${id}${state}` });

  return {
    page,
    context,
    socket,
    happened: rowWith('#events li'),
    message: rowWith('#message-list .row'),
    showTab: (name) => page.getByRole('tab', { name, exact: true }).click(),
    pressConnect: () => page.click('#connect button.main'),
    /** Presses the button, and waits until the newest socket is open. */
    async connect() {
      const id = (await page.locator('#sockets label').count()) + 1;
      await page.click('#connect button.main');
      await socket(id, 'OPEN').waitFor();
    },
    /** Chooses one of a few side by side. */
    choose: (form, name, value) => page.check(`${form} [name=${name}][value="${value}"]`, { force: true }),
    /** Waits until one of the numbers of the selected socket is what it should be. */
    number: (name, value) => page.locator('#stats div', { hasText: new RegExp(`^${name}${value}$`) }).waitFor(),
    /** @param expected patterns of what the page was to say to the browser's console, in order */
    finish(expected = []) {
      assert.equal(problems.length, expected.length, problems.join('\n'));
      expected.forEach((pattern, i) => assert.match(problems[i], pattern));
    },
    /** Chromium says of each attempt that fails that it did; how many there were is up to the clock. */
    finishWithRefusals() {
      assert.deepEqual(
        problems.filter((text) => !/^WebSocket connection to .* failed/.test(text)),
        [],
      );
    },
  };
}
