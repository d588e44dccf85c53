// Plays cells of the matrix in the page that loads it, in lanes: several at a time, each lane with the package in a page of its
// own, so that the global functions (GLOBAL-1) belong to one cell at a time. What comes out is in `window.report` (report.js).
// `?build=` names the build, `?options=` those of the cells, `?grep=` a part of their titles, `?repeat=` how often they are played.

import { config, expect } from '/node_modules/chai/index.js';
import { createBrowserHost } from '../support/browser-host.js';
import { builds } from '../support/builds.js';
import { play } from './cell.js';
import { cellsOf } from './matrix.js';

/** More would wait for each other: Chromium holds connections back, the more the more others are being made. */
const LANES = 10;

// What differs is told in full.
config.truncateThreshold = 0;

const parameters = new URLSearchParams(location.search);
const host = createBrowserHost(builds[parameters.get('build')].entry);
const titleOf = ({ fault, phase, option }) => `${fault.name} › ${phase} › ${option}`;
const chosen = cellsOf(host.engine.name, parameters.get('options')?.split(',')).filter((cell) =>
  titleOf(cell).includes(parameters.get('grep') ?? ''),
);
const cells = Array.from({ length: parameters.get('repeat') ?? 1 }, () => chosen).flat();
// Far apart, so that not all lanes wait for the same limit.
const STRIDE = 7;
const waiting = Array.from({ length: STRIDE }, (_, first) => cells.filter((_, place) => place % STRIDE === first)).flat();

const { report } = window;
Object.assign(report, { begun: true, engine: host.engine.name });

async function lane(number) {
  const stage = { http: location.origin, address: `127.0.1.${number + 1}`, engine: host.engine.name, expect };
  let page;
  for (let cell = waiting.shift(); cell; cell = waiting.shift()) {
    page ??= await host.freshPage();
    await page.ready;
    report.backend = page.backend;
    const begin = performance.now();
    const failure = await play(cell, { ...stage, uni: page.uni }).then(
      () => undefined,
      (error) => error,
    );
    report.tests.push({ ...described(cell), duration: performance.now() - begin, ...outcomeOf(failure) });
    if (!failure) continue;
    // What it has left behind is no business of the next one's.
    page.discard();
    page = undefined;
  }
  page?.discard();
}

function described({ fault, phase, option, expectation }) {
  return { title: titleOf({ fault, phase, option }), fault: fault.name, phase, option, does: expectation.effect.does };
}

function outcomeOf(failure) {
  return failure ? { state: 'failed', message: failure.message, stack: failure.stack } : { state: 'passed' };
}

await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
report.ended = true;
