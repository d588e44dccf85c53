import { calls } from '../support/calls.js';
import { KINDS } from '../support/events.js';
import { values } from '../support/values.js';

const ON_TASK = ['onOpen', 'onMessage', 'onError', 'onClose'];
const OFF_TASK = ['offOpen', 'offMessage', 'offError', 'offClose'];
const ON_GLOBAL = ['onSocketOpen', 'onSocketMessage', 'onSocketError', 'onSocketClose'];
const OFF_GLOBAL = ['offSocketOpen', 'offSocketMessage', 'offSocketError', 'offSocketClose'];

export default (t) => {
  const { expect, uni } = t;

  describe('CALL: every call that takes an option object', () => {
    for (const { name, prepare } of calls) {
      it(`CALL-1 ${name} reads each option once, during the call, and changes nothing`, async () => {
        const { call, good } = await prepare(t);
        const reads = [];
        const touched = [];
        let returned = false;
        const note = (trap) => () => {
          touched.push(trap);
          return true;
        };
        const watched = new Proxy(good, {
          get(target, key) {
            reads.push(key);
            if (returned) touched.push(`late read of ${String(key)}`);
            return target[key];
          },
          set: note('set'),
          defineProperty: note('defineProperty'),
          deleteProperty: note('deleteProperty'),
          setPrototypeOf: note('setPrototypeOf'),
          preventExtensions: note('preventExtensions'),
        });
        const promise = call(watched);
        returned = true;
        await promise;
        await t.fence();
        expect(touched).to.deep.equal([]);
        expect(reads).to.deep.equal([...new Set(reads)]);
      });

      it(`CALL-1 ${name} takes frozen options, unknown keys and functions that are no callbacks`, async () => {
        const { call, good } = await prepare(t);
        const options = { ...good, data: good.data ?? (() => ({ x: '' })), unknown: { deeply: [1] }, method2() {} };
        for (const value of Object.values(options)) Object.freeze(value);
        Object.freeze(options);
        const { result } = await t.settle((own) => call(Object.freeze({ ...options, ...own })), {});
        expect(result.errMsg).to.match(/:ok$/);
      });

      it(`CALL-1 ${name} takes options that are inherited or made by a getter`, async () => {
        const { call, good } = await prepare(t);
        const getters = {};
        for (const key of Object.keys(good)) Object.defineProperty(getters, key, { get: () => good[key] });
        expect((await call(Object.create(getters))).errMsg).to.match(/:ok$/);
      });

      it(`CALL-2 ${name} answers by callbacks if one of them is a function, else by a Promise`, async () => {
        for (const callback of ['success', 'complete']) {
          const { call, good } = await prepare(t);
          const result = await new Promise((resolve) => {
            expect(call({ ...good, fail: null, [callback]: resolve })).not.to.be.a('promise');
          });
          expect(result.errMsg).to.match(/:ok$/);
        }
        const failing = await prepare(t);
        const error = await new Promise((resolve) => {
          expect(failing.call({ ...failing.bad, success: 'no function', fail: resolve })).not.to.be.a('promise');
        });
        expect(error.errMsg).to.match(/:fail /);
        const { call, good } = await prepare(t);
        const promise = call({ ...good, success: null, fail: undefined, complete: {}, other() {} });
        expect(promise).to.be.a('promise');
        expect((await promise).errMsg).to.match(/:ok$/);
      });

      it(`CALL-3 ${name} ends with success and then complete, with one result, once, after it has returned`, async () => {
        const { call, good } = await prepare(t);
        const { ran, results } = await t.settle(call, good);
        await t.fence();
        expect(ran).to.deep.equal(['returned', 'success', 'complete']);
        expect(results[1]).to.equal(results[0]);
      });

      it(`CALL-3 ${name} ends with fail and then complete, with one result, once, after it has returned`, async () => {
        const { call, bad } = await prepare(t);
        const { ran, results } = await t.settle(call, bad);
        await t.fence();
        expect(ran).to.deep.equal(['returned', 'fail', 'complete']);
        expect(results[1]).to.equal(results[0]);
      });

      it(`CALL-4 what callbacks of ${name} throw goes to console.error and disturbs nothing`, async () => {
        for (const outcome of ['good', 'bad']) {
          const options = await prepare(t);
          const lines = t.watchConsole('error');
          const [first, second] = [new Error('first'), new Error('second')];
          await new Promise((resolve) => {
            const throwFirst = () => {
              throw first;
            };
            options.call({
              ...options[outcome],
              success: throwFirst,
              fail: throwFirst,
              complete() {
                resolve();
                throw second;
              },
            });
          });
          await t.fence();
          expect(lines.flat()).to.include.members([first, second]);
          expect(lines).to.have.lengthOf(2);
        }
        const task = await t.open('/echo');
        task.send({ data: 'still here' });
        expect((await t.next(task, 'message')).data).to.equal('still here');
      });
    }

    it('CALL-1 undefined and null mean no options', async () => {
      for (const nothing of [undefined, null]) {
        t.expectFailure(await t.failure(uni.connectSocket(nothing)), 'connectSocket', '"url"', 609001);
        const task = await t.open('/echo');
        t.expectFailure(await t.failure(task.send(nothing)), 'sendSocketMessage', '"data"', 609001);
        t.expectFailure(await t.failure(uni.sendSocketMessage(nothing)), 'sendSocketMessage', '"data"', 609001);
        const closed = t.next(task, 'close');
        expect(await task.close(nothing)).to.deep.equal({ errMsg: 'closeSocket:ok' });
        await closed;
        const other = await t.open('/echo');
        const otherClosed = t.next(other, 'close');
        expect(await uni.closeSocket(nothing)).to.deep.equal({ errMsg: 'closeSocket:ok' });
        await otherClosed;
      }
    });

    it('CALL-1 what the caller changes in the options after the call is not seen, not even by reconnect()', async () => {
      const options = { url: t.url('/protocol'), protocols: ['first', 'second'], complete() {} };
      const task = uni.connectSocket(options);
      options.url = t.refusedUrl;
      options.protocols.push('third');
      await t.opened(task);
      expect(task.protocol).to.equal('second');
      task.reconnect();
      await t.opened(task);
      expect(task.protocol).to.equal('second');
      expect(options.protocols).to.deep.equal(['first', 'second', 'third']);
    });

    it('CALL-3 a result never comes later than the open event', async () => {
      const order = [];
      const task = uni.connectSocket({
        url: t.url('/echo'),
        success: () => order.push('success'),
        complete: () => order.push('complete'),
      });
      task.onOpen(() => order.push('open'));
      await t.opened(task);
      expect(order).to.deep.equal(['success', 'complete', 'open']);

      const promised = [];
      const promise = uni.connectSocket({ url: t.url('/echo') });
      promise.then(() => promised.push('resolved'));
      promise.onOpen(() => promised.push('open'));
      await t.opened(promise);
      expect(promised).to.deep.equal(['resolved', 'open']);
    });

    it('CALL-3 where Promises are as slow as timers, too, a result never comes later than the open event', async () => {
      const page = await t.freshPage();
      await page.ready;
      const { prototype } = page.realm.Promise;
      const { then } = prototype;
      // As in WeChat on iOS 15 and older; slower than any handshake with this server.
      prototype.then = function (...handlers) {
        return new Promise((resolve) => {
          setTimeout(() => resolve(then.apply(this, handlers)), 500);
        });
      };
      const order = [];
      const task = page.uni.connectSocket({
        url: t.url('/echo'),
        success: () => order.push('success'),
        complete: () => order.push('complete'),
      });
      task.onOpen(() => order.push('open'));
      await t.opened(task);
      expect(order).to.deep.equal(['success', 'complete', 'open']);
      task.close();
      await t.next(task, 'close');
    });

    it('CALL-3 several calls are answered in their order', async () => {
      const task = await t.open('/echo');
      const order = [];
      const noting = (name) => ({ complete: () => order.push(name) });
      task.send({ data: 'a', ...noting('first') });
      task.send({ data: 1, ...noting('second') });
      task.send({ data: 'b', ...noting('third') });
      await t.settle(task.close, {});
      expect(order).to.deep.equal(['first', 'second', 'third']);
    });

    for (const heardBy of ['task', 'uni']) {
      for (const kind of KINDS) {
        it(`CALL-4 a listener of the ${heardBy}'s ${kind} that throws disturbs nothing`, async () => {
          const lines = t.watchConsole('error');
          const thrown = new Error(`thrown by a listener of ${kind}`);
          const fails = kind === 'error';
          const task = t.connect({ url: fails ? t.refusedUrl : t.url('/echo') });
          const name = kind[0].toUpperCase() + kind.slice(1);
          const on = heardBy === 'task' ? task[`on${name}`] : uni[`onSocket${name}`];
          on(() => {
            throw thrown;
          });
          const heard = heardBy === 'task' ? t.record(task) : t.record();
          if (!fails) {
            await t.opened(task);
            task.send({ data: 'hello' });
            await t.next(task, 'message');
            task.close();
          }
          await t.next(task, 'close');
          await t.fence();
          expect(heard.kinds).to.deep.equal(fails ? ['error', 'close'] : ['open', 'message', 'close']);
          expect(lines).to.deep.equal([[thrown]]);
        });
      }
    }

    for (const heardBy of ['a task', 'uni']) {
      it(`CALL-5 the on and off functions of ${heardBy} throw on what is no function`, async () => {
        const task = await t.open('/echo');
        const [owner, ons, offs] = heardBy === 'uni' ? [uni, ON_GLOBAL, OFF_GLOBAL] : [task, ON_TASK, OFF_TASK];
        const text = 'Invalid args: type check failed for args "callback". Expected Function';
        for (const [name, value] of values().filter(([, value]) => typeof value !== 'function')) {
          for (const on of ons) expect(() => owner[on](value), `${on}(${name})`).to.throw(text);
          // Nothing at all means "all of them" there.
          if (value === undefined) continue;
          for (const off of offs) expect(() => owner[off](value), `${off}(${name})`).to.throw(text);
        }
      });
    }

    it('CALL-6 the functions of uni and of a task work unbound', async () => {
      const { connectSocket, sendSocketMessage, closeSocket, onSocketMessage, offSocketMessage } = uni;
      const task = connectSocket({ url: t.url('/echo'), complete() {} });
      const { send, close, onOpen, onMessage, onClose, offOpen, stats } = task;
      await new Promise((resolve) => {
        onOpen(resolve);
      });
      offOpen();
      const own = new Promise((resolve) => {
        onMessage(resolve);
      });
      const shared = new Promise((resolve) => {
        onSocketMessage(resolve);
      });
      await send({ data: 'unbound' });
      expect(await own).to.equal(await shared);
      offSocketMessage();
      await sendSocketMessage({ data: 'unbound too' });
      expect(stats().messagesSent).to.equal(2);
      const closed = new Promise((resolve) => {
        onClose(resolve);
      });
      await closeSocket();
      await close();
      expect((await closed).code).to.equal(1000);
    });

    it('CALL-6 the functions of uni and of a task work on another this', async () => {
      const elsewhere = { ...uni, name: 'elsewhere' };
      const task = await new Promise((resolve) => {
        const made = elsewhere.connectSocket.call(null, { url: t.url('/echo'), complete() {} });
        made.onOpen.call('text', () => resolve(made));
      });
      const copy = { ...task };
      const echo = t.next(task, 'message');
      await copy.send({ data: 'on a copy' });
      expect((await echo).data).to.equal('on a copy');
      await elsewhere.sendSocketMessage.call(undefined, { data: 'on nothing' });
      const closed = t.next(copy, 'close');
      await task.close.call(Object.freeze([]), { code: 4001 });
      expect((await closed).code).to.equal(4001);
    });

    /** Calls everything there is, and leaves the task as good as dead. */
    const callEverything = (task) => {
      const listener = () => {};
      for (const name of ON_TASK) task[name](listener);
      for (const name of ON_GLOBAL) uni[name](listener);
      uni.connectSocket({ url: t.url('/echo') });
      uni.connectSocket({ complete() {} });
      task.send({ data: 'from within' });
      task.send();
      uni.sendSocketMessage({ data: 'from within' });
      t.configure({ closeTimeout: 1_000 });
      task.stats();
      task.reconnect();
      task.close();
      task.reconnect();
      uni.closeSocket();
      task.close({ code: 1 });
      for (const name of OFF_TASK) task[name](listener);
      for (const name of OFF_GLOBAL) uni[name](listener);
    };

    const places = {
      'success of connectSocket': (enter) => {
        const task = uni.connectSocket({ url: t.url('/echo'), success: () => enter(task) });
      },
      'fail of connectSocket': (enter) => {
        const task = uni.connectSocket({ url: 5, fail: () => enter(task) });
      },
      'complete of connectSocket': (enter) => {
        const task = uni.connectSocket({ url: t.url('/echo'), complete: () => enter(task) });
      },
      'success of send': async (enter) => {
        const task = await t.open('/echo');
        task.send({ data: 'hello', success: () => enter(task) });
      },
      'fail of send': async (enter) => {
        const task = await t.open('/echo');
        task.send({ data: 5, fail: () => enter(task) });
      },
      'complete of close': async (enter) => {
        const task = await t.open('/echo');
        task.close({ complete: () => enter(task) });
      },
      'an open listener': (enter) => {
        const task = t.connect({ url: t.url('/echo') });
        task.onOpen(() => enter(task));
      },
      'a message listener': (enter) => {
        const task = t.connect({ url: t.url('/flood', { count: 100 }) });
        task.onMessage(() => enter(task));
      },
      'an error listener': (enter) => {
        const task = t.connect({ url: t.refusedUrl });
        task.onError(() => enter(task));
      },
      'a close listener': async (enter) => {
        const task = await t.open('/echo');
        task.onClose(() => enter(task));
        task.close();
      },
      'a global listener': async (enter) => {
        const task = t.connect({ url: t.url('/echo') });
        uni.onSocketOpen(() => enter(task));
      },
    };

    for (const [place, go] of Object.entries(places)) {
      it(`CALL-7 everything may be called from ${place}`, async () => {
        await new Promise((resolve, reject) => {
          let entered = false;
          go((task) => {
            // The calls bring events that lead here again.
            if (entered) return;
            entered = true;
            try {
              callEverything(task);
              resolve();
            } catch (error) {
              reject(error);
            }
          });
        });
        const task = await t.open('/echo');
        const reply = t.next(task, 'message');
        await task.send({ data: 'all is well' });
        expect((await reply).data).to.equal('all is well');
      });
    }
  });
};
