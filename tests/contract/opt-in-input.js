// What a caller may get wrong in the options that are opt-in, and what `configure` makes of them.

import { values } from '../support/values.js';

const absent = (value) => value === undefined || value === null;
const is = (type) => (value) => absent(value) || typeof value === type;
const isNumberFrom = (least) => (value) => absent(value) || (typeof value === 'number' && value >= least);
const isPlainObject = (value) => typeof value === 'object' && !Array.isArray(value);
const isSwitch = (value) => absent(value) || typeof value === 'boolean' || isPlainObject(value);
const isOneOf =
  (...texts) =>
  (value) =>
    absent(value) || texts.includes(value);
const isAbortSignal = (value) => absent(value) || value instanceof AbortSignal;
const isSendable = (value) =>
  absent(value) || typeof value === 'string' || typeof value === 'function' || ArrayBuffer.isView(value);

/** For each option, which values of values.js are right. */
const OPT_IN = {
  reconnect: isSwitch,
  'reconnect.initialDelay': isNumberFrom(0),
  'reconnect.maxDelay': isNumberFrom(0),
  'reconnect.factor': isNumberFrom(1),
  'reconnect.jitter': isOneOf('full', 'equal', 'none'),
  'reconnect.maxAttempts': isNumberFrom(0),
  'reconnect.minUptime': isNumberFrom(0),
  'reconnect.shouldReconnect': is('function'),
  heartbeat: isSwitch,
  'heartbeat.interval': isNumberFrom(1),
  'heartbeat.timeout': isNumberFrom(1),
  'heartbeat.message': isSendable,
  'heartbeat.isReply': is('function'),
  queue: isSwitch,
  'queue.maxMessages': isNumberFrom(0),
  'queue.maxBytes': isNumberFrom(0),
  'queue.maxAge': isNumberFrom(0),
  'queue.overflow': isOneOf('reject', 'dropOldest'),
};
const CONNECT_ONLY = {
  signal: isAbortSignal,
  highWaterMark: isNumberFrom(0),
  lowWaterMark: isNumberFrom(0),
};
const SEND = { volatile: is('boolean'), signal: isAbortSignal };

const wrongFor = (isRight) => values().filter(([, value]) => !isRight(value));

/** `{ [path]: value }`, with an object around a member of a group. */
function given(path, value) {
  const [group, member] = path.split('.');
  return { [group]: member ? { [member]: value } : value };
}

export default (t) => {
  const { expect, uni } = t;

  /** Both answers of a call with `options` have to name the option. */
  async function expectRefusal(call, api, options, path, label) {
    const frozen = Object.freeze(options);
    const errors = [await t.failure(call(frozen)), (await t.settle((own) => call({ ...frozen, ...own }), {})).result];
    for (const error of errors) {
      expect(error.errMsg, label).to.contain(`"${path}"`);
      t.expectFailure(error, api, '', 609001);
    }
  }

  describe('input: wrong opt-ins', () => {
    for (const [path, isRight] of Object.entries({ ...OPT_IN, ...CONNECT_ONLY })) {
      it(`RES-4 CALL-5 connectSocket: every wrong type of ${path} fails by name and reaches no server`, async () => {
        const tag = t.tag();
        for (const [name, value] of wrongFor(isRight)) {
          const options = { url: t.url('/echo', { tag }), ...given(path, value) };
          await expectRefusal(uni.connectSocket, 'connectSocket', options, path, `${path}: ${name}`);
        }
        await t.fence();
        expect((await t.observe(tag)).handshakes).to.equal(0);
      });
    }

    for (const [path, isRight] of Object.entries(OPT_IN)) {
      it(`RES-4 CALL-5 configure: every wrong type of ${path} fails by name and sets nothing`, async () => {
        for (const [name, value] of wrongFor(isRight)) {
          await expectRefusal(t.configure, 'configure', given(path, value), path, `${path}: ${name}`);
        }
        const task = t.connect({ url: t.url('/close', { code: 1011 }) });
        const heard = t.record(task);
        await t.next(task, 'close');
        expect(heard.kinds).to.deep.equal(['open', 'close']);
      });
    }

    it('RES-4 FLOW lowWaterMark is at most highWaterMark', async () => {
      const options = { url: t.url('/echo'), highWaterMark: 10, lowWaterMark: 11 };
      await expectRefusal(uni.connectSocket, 'connectSocket', options, 'lowWaterMark', 'above');
    });

    it('RES-4 CALL-5 connectSocket: opt-ins of the right type are accepted, and may be null or false', async () => {
      const groups = { reconnect: 'initialDelay', heartbeat: 'interval', queue: 'maxMessages' };
      for (const [group, member] of Object.entries(groups)) {
        for (const value of [
          undefined,
          null,
          false,
          true,
          {},
          { [member]: 5 },
          { [member]: null },
          { [member]: Infinity, other: 'x' },
        ]) {
          const { errMsg, socketTask } = await uni.connectSocket({ url: t.url('/echo'), [group]: value });
          expect(errMsg).to.equal('connectSocket:ok');
          // One at a time, and open: a host may have no more than five at once, and may close none that is not.
          if (socketTask.readyState === socketTask.CONNECTING) await t.opened(socketTask);
          const closed = t.next(socketTask, 'close');
          socketTask.close();
          await closed;
        }
      }
      const { signal } = new AbortController();
      const all = { signal, highWaterMark: 10, lowWaterMark: 10 };
      expect((await uni.connectSocket({ url: t.url('/echo'), ...all })).errMsg).to.equal('connectSocket:ok');
    });

    for (const [path, isRight] of Object.entries(SEND)) {
      it(`RES-4 CALL-5 send: every wrong type of ${path} fails by name and is not sent`, async () => {
        const tag = t.tag();
        const open = await t.open('/echo', { tag });
        const waiting = t.connect({ url: t.url('/hang'), queue: true });
        for (const task of [open, waiting]) {
          for (const [name, value] of wrongFor(isRight)) {
            await expectRefusal(task.send, 'sendSocketMessage', { data: 'no', [path]: value }, path, `${path}: ${name}`);
          }
        }
        open.send({ data: 'the only one' });
        await t.next(open, 'message');
        expect((await t.observe(tag)).messages).to.equal(1);
        expect(waiting.stats().queuedMessages).to.equal(0);
      });
    }

    for (const path of [
      'reconnect.initialDelay',
      'heartbeat.message',
      'queue.overflow',
      'reconnect',
      'signal',
      'highWaterMark',
    ]) {
      it(`CALL-1 CALL-5 connectSocket: a getter of ${path} that throws is a plain failure`, async () => {
        const thrown = new Error('thrown by a getter');
        const [group, member] = path.split('.');
        const trapped = (name) =>
          Object.defineProperty({}, name, {
            enumerable: true,
            get: () => {
              throw thrown;
            },
          });
        const options = Object.assign(member ? { [group]: trapped(member) } : trapped(group), {});
        options.url = t.url('/echo');
        const error = await t.failure(uni.connectSocket(options));
        t.expectFailure(error, 'connectSocket', '', 609001);
        expect(error.cause).to.equal(thrown);
      });
    }

    it('CALL-1 RETRY-4 what is changed in the options after the call is no longer the call’s', async () => {
      const reconnect = { initialDelay: 1, maxDelay: 1, jitter: 'none', maxAttempts: 1 };
      const options = { url: t.url('/refuse'), reconnect };
      const task = t.connect(options);
      Object.assign(reconnect, { maxAttempts: 9, initialDelay: 1e9 });
      options.reconnect = undefined;
      await t.next(task, 'close');
      expect(task.stats().attempts).to.equal(2);
      task.reconnect();
      await t.next(task, 'close');
      expect(task.stats().attempts).to.equal(4);
    });
  });

  describe('configure: defaults of the opt-ins', () => {
    const reconnect = { initialDelay: 1, maxDelay: 1, jitter: 'none', maxAttempts: 2 };

    async function attemptsOf(options) {
      const task = t.connect({ url: t.url('/refuse'), ...options });
      await t.next(task, 'close');
      return task.stats().attempts;
    }

    it('RETRY-2 reconnect: the default of connections to come; their own member comes first', async () => {
      const before = t.connect({ url: t.url('/refuse') });
      await t.configure({ reconnect });
      await t.next(before, 'close');
      expect(before.stats().attempts).to.equal(1);
      expect(await attemptsOf({})).to.equal(3);
      expect(await attemptsOf({ reconnect: true })).to.equal(3);
      expect(await attemptsOf({ reconnect: { maxAttempts: 1 } })).to.equal(2);
      expect(await attemptsOf({ reconnect: false })).to.equal(1);
    });

    it('RETRY-2 reconnect: false and null take the default back; what is left out stays', async () => {
      for (const none of [false, null]) {
        await t.configure({ reconnect });
        await t.configure({ closeTimeout: 10_000 });
        expect(await attemptsOf({})).to.equal(3);
        await t.configure({ reconnect: none });
        expect(await attemptsOf({})).to.equal(1);
        // The members are gone as well: this would end after two attempts.
        const task = t.connect({ url: t.url('/refuse'), reconnect: { ...reconnect, maxAttempts: undefined } });
        await t.nextThat(task, 'reconnecting', ({ attempt }) => attempt === 4);
      }
    });

    it('RETRY-2 shouldReconnect may be a default', async () => {
      await t.configure({ reconnect: { ...reconnect, shouldReconnect: (close, attempt) => attempt < 2 } });
      expect(await attemptsOf({})).to.equal(2);
    });

    it('BEAT heartbeat: the default of connections to come', async () => {
      const tag = t.tag();
      await t.configure({ heartbeat: { interval: 15, timeout: 2_000, message: 'beat', isReply: (data) => data === 'beat' } });
      const task = await t.open('/echo', { tag });
      const heard = t.record(task);
      await t.observe(tag, 'messages:3');
      await t.fence();
      expect(heard.kinds).to.deep.equal([]);
    });

    it('BEAT heartbeat: false switches the default off, isReply included', async () => {
      await t.configure({ heartbeat: { interval: 15, timeout: 2_000, message: 'beat', isReply: () => true } });
      const task = await t.open('/echo', {}, { heartbeat: false });
      const reply = t.next(task, 'message');
      task.send({ data: 'hello' });
      expect((await reply).data).to.equal('hello');
    });

    it('QUEUE-3 queue: the default of connections to come; false switches it off', async () => {
      await t.configure({ queue: { maxMessages: 1 } });
      const task = t.connect({ url: t.url('/hang') });
      task.send({ data: 'a' });
      expect((await t.failure(task.send({ data: 'b' }))).errCode).to.equal(10001);
      const own = t.connect({ url: t.url('/hang'), queue: { overflow: 'dropOldest' } });
      const first = t.failure(own.send({ data: 'a' }));
      own.send({ data: 'b' });
      expect((await first).errCode).to.equal(10001);
      const off = t.connect({ url: t.url('/hang'), queue: false });
      expect((await t.failure(off.send({ data: 'a' }))).errCode).to.equal(10002);
    });

    it('CALL-1 what configure was given may be changed afterwards', async () => {
      const own = { ...reconnect };
      await t.configure({ reconnect: own });
      own.maxAttempts = 0;
      expect(await attemptsOf({})).to.equal(3);
    });
  });
};
