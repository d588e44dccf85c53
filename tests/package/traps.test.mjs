// What if the core fails? In Chromium, on a build that panics where it is told to (src/api/planted.rs): at each borrow of the
// tasks that a page with connections in every state leads to, one after the other. The borrow is the worst place: whatever
// runs next in that instance panics, too.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../support/chromium.mjs';
import { startServer } from '../support/server.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CORE_FAILED = 609005;
/** Of a task: nothing if its call failed, else each time that it was connected, and at the end one `close`. */
const EVENTS = /^$|^((open )?((message|reconnecting) )*(error )?close ?){1,2}$/;

let server;
let browser;

before(async () => {
  server = await startServer({ root: ROOT, folders: ['tests', 'target'] });
  browser = await launchChromium();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A page with the package, in which `window.planted` runs what happens (pages/traps.js). */
async function openPage(entry) {
  const page = await browser.newPage();
  const uncaught = [];
  page.on('pageerror', ({ message }) => uncaught.push(message));
  await page.goto(`${server.http}/tests/package/pages/traps.html?entry=${entry}&closedPort=${server.closedPort}`);
  await page.waitForFunction(() => window.planted);
  return { page, uncaught };
}

/** Every borrow on the one build; on the other, whose machine is the same, some of them. */
for (const [build, entry, step] of [
  ['wasm', 'index.js', 1],
  ['js', 'js.js', 7],
]) {
  test(`a panic anywhere: what was open ends, each call ends once, and the next connection works (${build})`, async (t) => {
    const { page, uncaught } = await openPage(entry);
    const undisturbed = await page.evaluate(() => window.planted.run(Infinity));
    assert.equal(undisturbed.panics, 0);
    let panics = 0;
    let failed = 0;
    for (let due = 1; due <= undisturbed.borrows; due += step) {
      const run = await page.evaluate((at) => window.planted.run(at), due);
      const at = `with a panic at borrow ${due}: ${JSON.stringify(run)}`;
      assert.equal(run.backend, build, at);
      assert.equal(run.reported.length, run.panics, `one report for each panic, ${at}`);
      assert.deepEqual(
        run.calls.filter((ends) => ends !== 1),
        [],
        `each call ends once, ${at}`,
      );
      for (const events of run.tasks) assert.match(events.join(' '), EVENTS, at);
      assert.equal(run.echo, 'after', at);
      panics += run.panics;
      failed += run.errors.filter((code) => code === CORE_FAILED).length;
    }
    t.diagnostic(`${undisturbed.borrows} borrows, ${panics} panics, ${failed} calls and tasks that failed with them`);
    // What happens first is a matter of chance: a run may have fewer borrows than the one that was counted.
    assert.ok(panics > undisturbed.borrows / step / 2 && failed > panics, `${panics} panics, ${failed} failures`);
    assert.deepEqual(uncaught, []);
    await page.close();
  });
}
