// The whole contract, for any host: `t` is what tests/support/kit.js makes.

import call from './call.js';
import close from './close.js';
import conn from './conn.js';
import evt from './evt.js';
import global from './global.js';
import input from './input.js';
import regressions from './regressions.js';
import res from './res.js';
import samples from './samples.js';
import send from './send.js';
import task from './task.js';

const areas = [call, res, conn, send, close, evt, global, task, input, samples, regressions];

export default (t) => {
  describe('contract', () => {
    afterEach(function () {
      return t.cleanUp(this.currentTest.title);
    });
    for (const area of areas) area(t);
  });
};
