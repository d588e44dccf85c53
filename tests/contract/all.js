// The whole contract, for any host: `t` is what tests/support/kit.js makes.

import abort from './abort.js';
import beat from './beat.js';
import call from './call.js';
import close from './close.js';
import conn from './conn.js';
import delivery from './delivery.js';
import evt from './evt.js';
import flow from './flow.js';
import global from './global.js';
import icept from './icept.js';
import input from './input.js';
import lifecycle from './lifecycle.js';
import optInInput from './opt-in-input.js';
import providers from './providers.js';
import queue from './queue.js';
import regressions from './regressions.js';
import res from './res.js';
import retry from './retry.js';
import samples from './samples.js';
import send from './send.js';
import task from './task.js';

const areas = [
  ...[call, res, conn, send, close, evt, global, task, input, samples, regressions],
  ...[icept, retry, lifecycle, providers, beat, queue, flow, abort, delivery, optInInput],
];

export default (t) => {
  describe('contract', () => {
    afterEach(function () {
      return t.cleanUp(this.currentTest.title);
    });
    for (const area of areas) area(t);
  });
};
