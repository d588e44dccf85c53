// How is the matrix played? In an engine, on a build of the package, with some or all of the options.

import { engines } from '../support/engines.mjs';

/** For one engine, in milliseconds; several times what it takes. What has come out until then is reported. */
const TIMEOUT = 300_000;

/** What every test run plays: all of it once, and elsewhere what differs most between the options. `cargo xtask faults` plays all. */
export const ordinary = [
  { engine: 'chromium', build: 'wasm' },
  { engine: 'chromium', build: 'js', options: 'all' },
  { engine: 'firefox', build: 'wasm', options: 'all' },
  { engine: 'webkit', build: 'wasm', options: 'all' },
];

/** @returns `{ version, ended, backend, engine, tests, strays, errors }` (tests/support/report.js) */
export async function playMatrix({ engine, build, options }, server, grep) {
  const page = await engines[engine]({ manyFailures: true });
  try {
    const parameters = new URLSearchParams({ build, ...(options && { options }), ...(grep && { grep }) });
    await page.goTo(`${server.http}/tests/faults/index.html?${parameters}`);
    const late = await page
      .until(() => window.report.ended, TIMEOUT)
      .then(
        () => undefined,
        (error) => error,
      );
    // Whatever has come out; a browser that is gone cannot tell, and says why.
    const report = await page
      .run(() => window.report)
      .catch((error) => {
        throw late ?? error;
      });
    return { version: page.version, ...report };
  } finally {
    await page.close();
  }
}
