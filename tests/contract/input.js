// What a caller may get wrong. Nothing of it throws, nothing of it reaches the server, and the answer names the option.

import { calls } from '../support/calls.js';
import { revokedProxy, values } from '../support/values.js';

const absent = (value) => value === undefined || value === null;
const isString = (value) => typeof value === 'string';
const isFunction = (value) => typeof value === 'function';
const isBoolean = (value) => typeof value === 'boolean';
const isMillis = (value) => typeof value === 'number' && value >= 0;
const isObject = (value) => typeof value === 'object' && !Array.isArray(value);
const orAbsent = (isRight) => (value) => absent(value) || isRight(value);

/** For each option, which values of values.js are right. */
const CONNECT = {
  url: (value) => isString(value) || isFunction(value),
  protocols: orAbsent((value) => isString(value) || isFunction(value) || (Array.isArray(value) && value.every(isString))),
  header: orAbsent(isObject),
  method: orAbsent(isString),
  timeout: orAbsent(isMillis),
  closeTimeout: orAbsent(isMillis),
  multiple: orAbsent(isBoolean),
  tcpNoDelay: orAbsent(isBoolean),
  // Clients made for Node pass their own settings by this name (engine.io).
  perMessageDeflate: orAbsent((value) => isBoolean(value) || typeof value === 'object'),
  forceCellularNetwork: orAbsent(isBoolean),
};
const SEND = { data: isString };
const CLOSE = { code: absent, reason: orAbsent(isString) };
const CONFIGURE = {
  promiseStyle: absent,
  closeTimeout: orAbsent(isMillis),
  networkTimeout: orAbsent((value) => typeof value === 'object'),
};

const thrown = new Error('thrown by a getter');
const trap = {
  enumerable: true,
  get() {
    throw thrown;
  },
};

const wrongFor = (isRight) => values().filter(([, value]) => !isRight(value));

export default (t) => {
  const { expect, uni } = t;

  /** Makes the call with `wrong` in `option`, in both modes; both answers have to name the option. */
  async function expectRefusal(call, api, given, option, [name, wrong]) {
    const options = Object.freeze({ ...given, [option]: wrong });
    const label = `${option}: ${name}`;
    const before = Object.getOwnPropertyDescriptors(options);
    const errors = [await t.failure(call(options)), (await t.settle((own) => call({ ...options, ...own }), {})).result];
    for (const error of errors) {
      expect(error.errMsg, label).to.contain(`"${option}"`);
      t.expectFailure(error, api, '', 609001);
    }
    const after = Object.getOwnPropertyDescriptors(options);
    for (const key of Reflect.ownKeys(before)) expect(Object.is(after[key].value, before[key].value), label).to.equal(true);
  }

  describe('input: wrong options', () => {
    for (const [option, isRight] of Object.entries(CONNECT)) {
      it(`RES-4 CALL-5 connectSocket: every wrong type of ${option} fails by name and reaches no server`, async () => {
        const tag = t.tag();
        const heard = t.record();
        for (const wrong of wrongFor(isRight)) {
          await expectRefusal(uni.connectSocket, 'connectSocket', { url: t.url('/echo', { tag }) }, option, wrong);
        }
        await t.fence();
        expect((await t.observe(tag)).handshakes).to.equal(0);
        expect(heard.kinds).to.deep.equal([]);
        t.expectFailure(await t.failure(uni.closeSocket()), 'closeSocket', 'WebSocket is not connected', 10002);
      });
    }

    it('RES-4 CALL-5 connectSocket: times that are no times fail by name', async () => {
      for (const option of ['timeout', 'closeTimeout']) {
        for (const time of [-1, -0.001, NaN, -Infinity]) {
          await expectRefusal(uni.connectSocket, 'connectSocket', { url: t.url('/echo') }, option, [`${time}`, time]);
        }
      }
    });

    for (const [name, given] of [
      ['task.send', (task) => task.send],
      ['uni.sendSocketMessage', () => uni.sendSocketMessage],
    ]) {
      it(`RES-4 CALL-5 SEND-1 ${name}: data of every wrong type fails by name and is not sent`, async () => {
        const tag = t.tag();
        const task = await t.open('/echo', { tag });
        for (const wrong of wrongFor(SEND.data)) {
          await expectRefusal(given(task), 'sendSocketMessage', {}, 'data', wrong);
        }
        await expectRefusal(given(task), 'sendSocketMessage', {}, 'data', ['a revoked proxy', revokedProxy()]);
        task.send({ data: 'the only one' });
        await t.next(task, 'message');
        expect(await t.observe(tag)).to.deep.include({ messages: 1, bytes: 12 });
      });
    }

    for (const [name, given] of [
      ['task.close', (task) => task.close],
      ['uni.closeSocket', () => uni.closeSocket],
    ]) {
      it(`RES-4 CALL-5 CLOSE-1 ${name}: every wrong type of code and reason fails by name and closes nothing`, async () => {
        const tag = t.tag();
        const task = await t.open('/echo', { tag });
        for (const [option, isRight] of Object.entries(CLOSE)) {
          for (const wrong of wrongFor(isRight)) {
            await expectRefusal(given(task), 'closeSocket', {}, option, wrong);
          }
        }
        task.send({ data: 'still open' });
        await t.next(task, 'message');
        expect((await t.observe(tag)).closes).to.deep.equal([]);
        expect(task.readyState).to.equal(task.OPEN);
      });
    }

    it('RES-4 configure: every wrong type fails by name and sets nothing', async () => {
      for (const [option, isRight] of Object.entries(CONFIGURE)) {
        for (const wrong of wrongFor(isRight)) {
          await expectRefusal(t.configure, 'configure', {}, option, wrong);
        }
      }
      for (const [name, value] of wrongFor(orAbsent(isMillis))) {
        const error = await t.failure(t.configure({ networkTimeout: { connectSocket: value } }));
        expect(error.errMsg, name).to.contain('networkTimeout.connectSocket');
      }
      // Half right is wrong: nothing of it is set.
      await t.failure(t.configure({ promiseStyle: 'tuple', closeTimeout: 'soon' }));
      expect((await t.failure(uni.closeSocket())).errCode).to.equal(10002);
    });

    for (const { name, api, prepare } of calls) {
      it(`CALL-2 CALL-5 ${name}: callbacks that are no functions are no callbacks`, async () => {
        const { call, bad } = await prepare(t);
        for (const [, value] of values().filter(([, value]) => typeof value !== 'function')) {
          const promise = call({ ...bad, success: value, fail: value, complete: value });
          expect(promise).to.be.a('promise');
          t.expectFailure(await t.failure(promise), api, '', 609001);
        }
      });

      it(`CALL-1 CALL-5 ${name}: a getter that throws is a plain failure`, async () => {
        const { call, good } = await prepare(t);
        for (const option of Object.keys(good)) {
          const options = Object.defineProperty({ ...good }, option, trap);
          t.expectFailure(await t.failure(call(options)), api, '', 609001);
          const ran = [];
          const error = await new Promise((resolve) => {
            call(Object.defineProperty({ ...good, fail: () => ran.push('fail'), complete: resolve }, option, trap));
          });
          expect(ran).to.deep.equal(['fail']);
          t.expectFailure(error, api, '', 609001);
          expect(error.cause).to.equal(thrown);
        }
      });

      for (const callback of ['success', 'fail', 'complete']) {
        it(`CALL-1 CALL-2 ${name}: a getter of ${callback} that throws is a plain failure for the other callbacks`, async () => {
          const { call, good } = await prepare(t);
          const ran = [];
          const note = (name) => () => ran.push(name);
          const options = { ...good, success: note('success'), fail: note('fail'), complete: note('complete') };
          call(Object.defineProperty(options, callback, trap));
          await t.fence();
          expect(ran).to.deep.equal(['fail', 'complete'].filter((expected) => expected !== callback));
        });
      }

      it(`CALL-1 CALL-5 ${name}: a proxy that throws is a plain failure`, async () => {
        const { call } = await prepare(t);
        t.expectFailure(await t.failure(call(revokedProxy())), api, '', 609001);
      });

      it(`CALL-5 ${name}: options of every type throw nothing`, async () => {
        const { call } = await prepare(t);
        for (const [, value] of values()) await Promise.allSettled([call(value)]);
      });
    }

    it('RES-4 CALL-5 options that are no object miss what is required', async () => {
      const task = await t.open('/echo');
      for (const [, value] of values()) {
        expect((await t.failure(uni.connectSocket(value))).errMsg).to.equal('connectSocket:fail Missing required args: "url"');
        expect((await t.failure(task.send(value))).errMsg).to.equal('sendSocketMessage:fail Missing required args: "data"');
      }
    });

    it('CALL-1 CALL-5 header and protocols that throw when they are read are a plain failure', async () => {
      const tag = t.tag();
      const wrongs = [
        { header: revokedProxy() },
        { header: Object.defineProperty({}, 'x-token', trap) },
        { protocols: revokedProxy() },
        { protocols: Object.defineProperty(['one'], 0, trap) },
      ];
      for (const wrong of wrongs) {
        const error = await t.failure(uni.connectSocket({ url: t.url('/echo', { tag }), ...wrong }));
        t.expectFailure(error, 'connectSocket', '', 609001);
      }
      await t.fence();
      expect((await t.observe(tag)).handshakes).to.equal(0);
    });

    it('CALL-1 CONN-1 header and protocols are not changed, and may be frozen', async () => {
      t.watchConsole('warn');
      const header = Object.freeze({ Referer: 'https://example.com/', 'X-Token': 'secret' });
      const protocols = Object.freeze(['one', 'two']);
      const task = t.connect({ url: t.url('/protocol'), header, protocols });
      await t.opened(task);
      expect(task.protocol).to.equal('two');
    });

    it('CALL-5 a listener may return and resolve whatever it likes', async () => {
      const task = await t.open('/echo');
      for (const [, value] of values()) task.onMessage(() => value);
      task.send({ data: 'hello' });
      expect((await t.next(task, 'message')).data).to.equal('hello');
    });
  });
};
