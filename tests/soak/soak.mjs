// Does every message have its account, whatever happens, for however long? A page on each build, behind networks that fail.

import { launchRawChromium } from '../support/raw-chromium.mjs';
import { startServer } from '../support/server.mjs';
import { openPlace } from './place.mjs';
import { random as randomOf } from './random.js';

const BUILDS = ['wasm', 'js'];
/** Until it is counted for the first time what a page holds: minutes, or this part of all if that is less. */
const WARM_UP = { minutes: 0.5, share: 0.25 };
/** Between two words on how it goes, in milliseconds. */
const REPORT_EVERY = 30_000;

/**
 * Resolves `{ seed, minutes, pages }`: what report.mjs tells of. Each page has `violations`, sentences: none if all is right.
 * @param say is told how it goes
 */
export async function soak({ minutes, seed, say = () => {} }) {
  const random = randomOf(seed);
  const server = await startServer();
  const chromium = await launchRawChromium();
  const places = [];
  const begin = performance.now();
  const elapsed = () => (performance.now() - begin) / 60_000;
  const progress = setInterval(() => {
    const sum = (count) => places.reduce((all, place) => all + count(place), 0);
    say(`${elapsed().toFixed(1)} min: ${sum(({ audited }) => audited.handed)} messages, ${sum(({ violations }) => violations.length)} violations`);
  }, REPORT_EVERY);
  try {
    for (const [index, build] of BUILDS.entries()) places.push(await openPlace({ server, chromium, build, index, random: random.fork() }));
    for (const until of [Math.min(WARM_UP.minutes, WARM_UP.share * minutes), minutes]) {
      await Promise.all(places.map((place) => place.live(() => elapsed() > until)));
      for (const place of places) await place.takeCensus();
    }
    const pages = [];
    for (const place of places) pages.push(await place.close());
    return { seed, minutes: elapsed(), pages };
  } finally {
    clearInterval(progress);
    await chromium.stop();
    await server.stop();
  }
}
