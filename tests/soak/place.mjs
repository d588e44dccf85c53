// One page in a soak: behind networks that fail, with an audit of each connection once it is over.

import { openCensus } from '../support/census.mjs';
import { openProxy } from '../support/proxy.js';
import { audit } from './audit.mjs';
import { FAULTS } from './faults.mjs';
import { BEAT } from './ledger.js';

/** Networks of a page, each with an address: Chromium lets an address rest after each handshake. */
const NETWORKS = 4;
/** For the last connections to end, in milliseconds. */
const PATIENCE = 60_000;
/** Of which there has to be as much in the end as in the beginning. */
const CONSTANT = ['sockets', 'listeners', 'handles', 'entries'];
/** What the engine may learn meanwhile, in bytes. */
const SLACK = 1_048_576;

const wait = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/**
 * Opens the page. Resolves `{ live, takeCensus, result, close }`.
 * @param index tells the pages apart
 */
export async function openPlace({ server, chromium, build, index, random }) {
  const networks = [];
  for (let i = 1; i <= NETWORKS; i++) networks.push(await openNetwork(server, `127.0.0.${index * NETWORKS + i}`));
  const targets = networks.map(({ origin }) => origin.replace('http', 'ws'));
  const given = { build, page: `soak-${index}`, seed: random.below(2 ** 32), targets };
  const address = `${server.http}/tests/soak/index.html?given=${encodeURIComponent(JSON.stringify(given))}`;
  const page = await chromium.openPage(address, { watched: false, apart: true });
  await page.until(() => 'soak' in window);
  const census = await openCensus(page, 'soak.witness');
  const openBeside = () => chromium.openPage('about:blank', { watched: false, beside: page });

  const violations = [];
  const faults = {};
  const audited = { connections: 0, broken: 0, handed: 0, received: 0, lost: 0, tooLate: 0 };
  const censuses = [];
  /** Tags of connections that had not ended at the server when the page was through with them. */
  let lingering = [];

  async function observe(tag, parameters = '') {
    const response = await fetch(`${server.http}/observe?tag=${tag}${parameters}`);
    return response.json();
  }

  /** Those of which a socket is open at the server. */
  async function stillOpen(tags) {
    const answers = await Promise.all(tags.map((tag) => observe(tag)));
    return tags.filter((_, place) => answers[place].open > 0);
  }

  /** Audits what is over. Resolves how much is not. */
  async function gather() {
    lingering = await stillOpen(lingering);
    const taken = await page.evaluate(() => window.soak.take());
    violations.push(...taken.violations);
    for (const connection of taken.connections) {
      const { heads, open } = await observe(connection.tag, '&heads=true');
      const received = heads.filter((head) => head !== BEAT);
      violations.push(...audit(connection, received));
      if (open > 0) lingering.push(connection.tag);
      const { handed, over } = connection;
      audited.connections += 1;
      audited.handed += handed.length;
      audited.received += received.length;
      audited[over.clean ? 'tooLate' : 'lost'] += handed.length - received.length;
      if (!over.clean) audited.broken += 1;
    }
    return taken.open;
  }

  /** Has tasks live under faults until `isOver()`, and to their end without. */
  async function live(isOver) {
    await page.evaluate(() => window.soak.start());
    while (!isOver()) {
      await wait(random.between(50, 800));
      const [name, befall] = random.weighted(FAULTS);
      await befall({ random, page, network: random.pick(networks), openBeside });
      faults[name] = (faults[name] ?? 0) + 1;
      await gather();
    }
    for (const network of networks) {
      await network.change({});
      await network.change({ to: 'open', fate: 'reset' });
    }
    await page.evaluate(() => window.soak.end());
    const late = performance.now() + PATIENCE;
    for (;;) {
      const { messages, connections } = await gather();
      if (messages + connections === 0) return;
      if (performance.now() > late) return violations.push(`${messages} messages and ${connections} connections are not over`);
      await wait(100);
    }
  }

  async function takeCensus() {
    censuses.push(await census());
  }

  /** Ends the networks, and looks whether anything is left at the server. Resolves what has been found. */
  async function close() {
    const counts = await page.evaluate(() => window.soak.counts());
    await Promise.all(networks.map((network) => network.close()));
    await Promise.all(lingering.map((tag) => observe(tag, '&until=open:0')));
    violations.push(...(await stillOpen(lingering)).map((tag) => `${tag}: a socket is open at the server`));
    const failed = Object.values(counts.failed).reduce((sum, count) => sum + count, 0);
    if (counts.begun !== counts.handed + failed)
      violations.push(`${counts.begun} messages, but ${counts.handed} and ${failed} outcomes`);
    if (counts.handed !== audited.handed)
      violations.push(`${counts.handed} messages handed over, but ${audited.handed} on connections`);
    const [first, last] = censuses;
    for (const kind of CONSTANT) {
      if (last[kind] !== first[kind]) violations.push(`${kind} in the page: ${first[kind]} before, ${last[kind]} after`);
    }
    if (last.bytes - first.bytes > SLACK) violations.push(`the heap has grown by ${last.bytes - first.bytes} bytes`);
    return { build, counts, audited, faults, violations, censuses };
  }

  return { audited, violations, live, takeCensus, close };
}

/** A proxy that can go away, and come back where it was. */
async function openNetwork(server, address) {
  let proxy = await openProxy(server.http, { address });
  const { origin } = proxy;
  const { port } = new URL(origin);
  let hasLost = false;

  async function open() {
    proxy = await openProxy(server.http, { address, port });
    hasLost = false;
  }

  /** These faults, in the place of those that there are. */
  async function change(faults) {
    if (hasLost) {
      // TCP does not go on behind a gap: connections of which bytes are lost have to end.
      await proxy.close();
      await open();
    }
    hasLost = faults.fate === 'swallow';
    await proxy.change(faults);
  }

  return { origin, change, open, close: () => proxy.close() };
}
