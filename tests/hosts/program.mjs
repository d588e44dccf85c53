// Runs the contract on one simulated host, in a process of its own, and sends what comes out to whoever started it.

import { expect } from 'chai';
import Mocha from 'mocha';
import contract from '../contract/all.js';
import { createKit } from '../support/kit.js';
import { createSimulatedHost } from './host.mjs';

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

const tests = [];
const described = (test) => ({
  path: test.titlePath(),
  title: test.title,
  state: test.state ?? 'pending',
  duration: test.duration,
});
const runner = mocha.run(() => {
  host.stop();
  const { strays } = kit;
  process.send({ tests, strays, errors: host.errors, backend: host.library.backend }, () => process.disconnect());
});
runner.on('pass', (test) => tests.push(described(test)));
runner.on('pending', (test) => tests.push(described(test)));
runner.on('fail', (test, { message, stack }) => tests.push({ ...described(test), state: 'failed', message, stack }));
