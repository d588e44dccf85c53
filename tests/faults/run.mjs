// How is the matrix played? In an engine, on a build of the package, with some or all of the options.

import { engines } from '../support/engines.mjs';
import { reportOf } from '../support/report.mjs';

/** For one engine, in milliseconds; several times what it takes. What has come out until then is reported. */
const TIMEOUT = 300_000;

/** What every test run plays: all of it once, and elsewhere what differs most between the options. `cargo xtask faults` plays all. */
export const ordinary = [
  { engine: 'chromium', build: 'wasm' },
  { engine: 'chromium', build: 'js', options: 'all' },
  { engine: 'firefox', build: 'wasm', options: 'all' },
  { engine: 'webkit', build: 'wasm', options: 'all' },
];

/** @returns what `reportOf` does */
export function playMatrix({ engine, build, options }, server, grep) {
  const parameters = new URLSearchParams({ build, ...(options && { options }), ...(grep && { grep }) });
  return reportOf(engines[engine], `${server.http}/tests/faults/index.html?${parameters}`, TIMEOUT);
}
