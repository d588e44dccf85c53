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
/** For all to come to its end when the time is over, in minutes; what takes longer hangs. */
const PATIENCE = 5;

/**
 * Resolves `{ seed, minutes, pages }`: what report.mjs tells of. Each page has `violations`, sentences: none if all is right.
 * @param say is told how it goes
 */
export async function soak({ minutes, seed, say = () => {} }) {
  const server = await startServer();
  const chromium = await launchRawChromium();
  const places = [];
  const begin = performance.now();
  const elapsed = () => (performance.now() - begin) / 60_000;

  async function live() {
    const random = randomOf(seed);
    for (const [index, build] of BUILDS.entries()) {
      places.push(await openPlace({ server, chromium, build, index, random: random.fork() }));
    }
    for (const until of [Math.min(WARM_UP.minutes, WARM_UP.share * minutes), minutes]) {
      await Promise.all(places.map((place) => place.live(() => elapsed() > until)));
      for (const place of places) await place.takeCensus();
    }
    const pages = [];
    for (const place of places) pages.push(await place.close());
    return { seed, minutes: elapsed(), pages };
  }

  const progress = setInterval(() => {
    const sum = (count) => places.reduce((all, place) => all + count(place), 0);
    const [messages, violations] = [sum(({ audited }) => audited.handed), sum((place) => place.violations.length)];
    say(`${elapsed().toFixed(1)} min: ${messages} messages handed over and audited, ${violations} violations`);
  }, REPORT_EVERY);
  let late;
  let isKilled = false;
  const tooLate = new Promise((_, reject) => {
    late = setTimeout(
      () => {
        isKilled = chromium.kill();
        reject(
          new Error(`it does not end; so far: ${places.flatMap(({ violations }) => violations).join('; ') || 'no violations'}`),
        );
      },
      (minutes + PATIENCE) * 60_000,
    );
  });
  try {
    return await Promise.race([live(), tooLate]);
  } finally {
    clearInterval(progress);
    clearTimeout(late);
    if (!isKilled) await chromium.stop();
    await server.stop();
  }
}
