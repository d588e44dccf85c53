// Is anything left of what is over? Each workload runs in batches, in Chromium: what the page holds after the first is what it
// holds after each later one. Ten thousand real connections are among them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openCensus } from '../support/census.mjs';
import { launchRawChromium } from '../support/raw-chromium.mjs';
import { startServer } from '../support/server.mjs';

/** Chromium lets an address rest after each handshake. */
const ADDRESSES = Array.from({ length: 8 }, (_, i) => `127.0.0.${i + 1}`);
/** By how many bytes a batch may leave the heap larger, for what the engine learns meanwhile. */
const SLACK = 16 * 1_024;
/** Cycles of one batch, on sockets to nowhere: the smallest object that each of them left would be noticed. */
const BATCH = 2_000;
/** The first one warms up. What the engine learns comes to an end in some of them, a leak in none. */
const BATCHES = { least: 4, most: 16 };

let servers;
let chromium;

before(async () => {
  servers = await Promise.all(ADDRESSES.map((address) => startServer({ address })));
  chromium = await launchRawChromium();
});

after(async () => {
  await chromium?.stop();
  await Promise.all(servers?.map((server) => server.stop()) ?? []);
});

for (const build of ['wasm', 'js']) {
  test(`nothing is left on sockets to nowhere, on the ${build} build`, async (t) => {
    const page = await openLeaks({ build });
    // What all of them have in common is compiled and optimized before anything is measured.
    await run(page, 'opened and closed', 2 * BATCH);
    for (const name of await page.evaluate(() => window.leaks.names)) {
      await t.test(name, () => assertFlat(t, page, name, BATCH));
    }
    await page.close();
  });
}

/** Cycles of a batch. Chromium makes a page wait whose connections fail more often than not. */
const REAL = { 'opened and closed': 2_500, failed: 150, 'given up before they are open': 200, 'lost and made anew': 250 };

test('nothing is left of real connections', async (t) => {
  const page = await openLeaks({ build: 'wasm', closedPort: servers[0].closedPort }, servers);
  for (const [name, batch] of Object.entries(REAL)) {
    await t.test(name, async () => {
      await assertFlat(t, page, name, batch);
      assert.equal(await openAtServers(), 0, 'sockets are open at the servers');
    });
  }
  await page.close();
});

async function openLeaks(parameters, targets = []) {
  const query = new URLSearchParams([...Object.entries(parameters), ...targets.map(({ http }) => ['server', http])]);
  const page = await chromium.openPage(`${servers[0].http}/tests/package/pages/leaks.html?${query}`, {
    watched: false,
    apart: true,
  });
  await page.until(() => 'leaks' in window);
  return { ...page, takeCensus: await openCensus(page, 'leaks.witness') };
}

const run = (page, name, batch) => page.evaluate((given) => window.leaks.run(...given), [name, batch]);

async function assertFlat(t, page, name, batch) {
  const censuses = [];
  do {
    await run(page, name, batch);
    censuses.push(await page.takeCensus());
  } while (censuses.length < BATCHES.least || (censuses.length < BATCHES.most && !isFlat(censuses)));
  const each = growths(censuses).map((growth) => (growth / batch).toFixed(1));
  t.diagnostic(`${name}: ${each.join(', ')} bytes a cycle`);
  const [first, ...later] = censuses.map(({ bytes: _, ...counted }) => counted);
  for (const counted of later) assert.deepEqual(counted, first);
  assert.ok(isFlat(censuses), `the heap grows by ${each.join(', ')} bytes in each of ${batch} cycles`);
}

const growths = (censuses) => censuses.slice(1).map(({ bytes }, i) => bytes - censuses[i].bytes);

/**
 * What the engine does now and then, in either direction, shows in one batch (the median is without it), or is taken back in
 * another (so is the mean); a leak is in both.
 */
function isFlat(censuses) {
  const sorted = growths(censuses).toSorted((a, b) => a - b);
  const mean = sorted.reduce((sum, growth) => sum + growth, 0) / sorted.length;
  return Math.min(sorted[Math.floor(sorted.length / 2)], mean) < SLACK;
}

/** Once those that are on their way have ended. */
async function openAtServers() {
  const answers = await Promise.all(servers.map(({ http }) => fetch(`${http}/observe?tag=leaks&until=open:0`)));
  const counts = await Promise.all(answers.map((answer) => answer.json()));
  return counts.reduce((sum, { open }) => sum + open, 0);
}
