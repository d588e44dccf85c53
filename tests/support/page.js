// Runs the contract in the page that loads it, on the build that `?build=` names. `window.report` is what has
// come out so far, for whoever opened the page; a person sees mocha's own list, and `?grep=` works as always.

/* global mocha */

import { expect } from '/node_modules/chai/index.js';
import contract from '../contract/all.js';
import { createBrowserHost } from './browser-host.js';
import { builds } from './builds.js';
import { createKit } from './kit.js';

const parameters = new URLSearchParams(location.search);
const build = parameters.get('build');

const library = await import(builds[build].entry);
await library.ready;

const kit = createKit({
  library,
  host: createBrowserHost(builds[build].entry),
  server: { http: location.origin, https: parameters.get('https'), closedPort: parameters.get('closedPort') },
  expect,
});

mocha.setup({ ui: 'bdd', timeout: 10_000 });
contract(kit);

const report = { ended: false, backend: library.backend, tests: [], strays: kit.strays };
window.report = report;
const runner = mocha.run(() => {
  report.ended = true;
});
runner.on('pass', (test) => report.tests.push(described(test)));
runner.on('pending', (test) => report.tests.push(described(test)));
runner.on('fail', (test, error) => {
  report.tests.push({ ...described(test), state: 'failed', message: error.message, stack: error.stack });
});

const described = (test) => ({
  path: test.titlePath(),
  title: test.title,
  state: test.state ?? 'pending',
  duration: test.duration,
});
