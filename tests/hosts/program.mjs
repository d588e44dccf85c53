// Runs the contract on one simulated host, in a process of its own: sends each `{ test }` to whoever started it, then `{ end }`.

import { expect } from 'chai';
import Mocha from 'mocha';
import contract from '../contract/all.js';
import { createKit } from '../support/kit.js';
import { differenceOf } from './differences.js';
import { createSimulatedHost } from './host.mjs';

/** Longer than any test takes, in milliseconds. */
const BRIEFLY = 1_500;

// However the run ends, this one does not outlive it.
process.once('disconnect', () => process.exit(1));

const { name, entry, server } = JSON.parse(process.argv[2]);
const host = createSimulatedHost(name, entry);
await host.ready;
const kit = createKit({
  library: host.library,
  host,
  server,
  sockets: { here: server.https, elsewhere: server.https },
  expect,
});

const mocha = new Mocha({ ui: 'bdd', timeout: 10_000, reporter: function Silent() {} });
mocha.suite.emit('pre-require', globalThis, null, mocha);
contract(kit);
// What a host cannot do is often something that never comes.
mocha.suite.eachTest((test) => differenceOf(name, test.title) && test.timeout(BRIEFLY));

const described = (test) => ({
  path: test.titlePath(),
  title: test.title,
  state: test.state ?? 'pending',
  duration: test.duration,
});
const runner = mocha.run(() => {
  host.stop();
  const { strays } = kit;
  process.send({ end: { strays, errors: host.errors, backend: host.library.backend } }, () => process.disconnect());
});
const report = (test, failure) => process.send({ test: { ...described(test), ...failure } });
runner.on('pass', (test) => report(test));
runner.on('pending', (test) => report(test));
runner.on('fail', (test, { message, stack }) => report(test, { state: 'failed', message, stack }));
