export default (t) => {
  const { expect, uni } = t;

  /** A hook of each kind, which notes that it ran. */
  const noting = (notes, name = '') =>
    Object.fromEntries(['invoke', 'success', 'fail', 'complete'].map((hook) => [hook, () => void notes.push(`${name}${hook}`)]));

  describe('ICEPT: uni.addInterceptor and uni.removeInterceptor', () => {
    it('ICEPT invoke, success and complete, before the caller’s own; fail and complete for a failure', async () => {
      const notes = [];
      uni.addInterceptor('connectSocket', noting(notes));
      const own = {
        success: () => notes.push('own success'),
        fail: () => notes.push('own fail'),
        complete: () => notes.push('own complete'),
      };
      const task = uni.connectSocket({ url: t.url('/echo'), ...own });
      await t.opened(task);
      expect(notes.splice(0)).to.deep.equal(['invoke', 'success', 'complete', 'own success', 'own complete']);
      uni.connectSocket({ url: 'ws://[', ...own });
      await t.fence();
      expect(notes.splice(0)).to.deep.equal(['invoke', 'fail', 'complete', 'own fail', 'own complete']);
    });

    it('ICEPT the same in Promise mode, and the Promise still carries the task', async () => {
      const notes = [];
      uni.addInterceptor('connectSocket', noting(notes));
      const promise = uni.connectSocket({ url: t.url('/echo') });
      await t.opened(promise);
      const { errMsg, socketTask } = await promise;
      expect([errMsg, socketTask.id]).to.deep.equal(['connectSocket:ok', promise.id]);
      expect(notes.splice(0)).to.deep.equal(['invoke', 'success', 'complete']);
      t.expectFailure(await t.failure(uni.connectSocket({ url: 'ws://[' })), 'connectSocket', '', 600009);
      expect(notes).to.deep.equal(['invoke', 'fail', 'complete']);
    });

    it('ICEPT sendSocketMessage and closeSocket are intercepted too', async () => {
      const notes = [];
      uni.addInterceptor('sendSocketMessage', { ...noting(notes, 'send '), invoke: (options) => void (options.data += '!') });
      uni.addInterceptor('closeSocket', { ...noting(notes, 'close '), invoke: (options) => void (options.code = 3001) });
      const tag = t.tag();
      const task = await t.open('/echo', { tag });
      const reply = t.next(task, 'message');
      await uni.sendSocketMessage({ data: 'hello' });
      expect((await reply).data).to.equal('hello!');
      const closed = t.next(task, 'close');
      await uni.closeSocket();
      expect((await closed).code).to.equal(3001);
      expect(notes).to.deep.equal(['send success', 'send complete', 'close success', 'close complete']);
      expect(await t.failure(uni.sendSocketMessage({ data: 'late' }))).to.have.property('errCode', 10002);
      expect(notes.slice(4)).to.deep.equal(['send fail', 'send complete']);
    });

    it('ICEPT invoke may change the options; the caller’s own object stays as it is', async () => {
      uni.addInterceptor('connectSocket', { invoke: (options) => void (options.url = t.url('/protocol', { pick: 'changed' })) });
      const options = Object.freeze({ url: t.url('/echo'), protocols: ['changed'], complete() {} });
      const task = uni.connectSocket(options);
      await t.opened(task);
      expect(task.protocol).to.equal('changed');
    });

    it('ICEPT several invokes see each other’s changes, in their order', async () => {
      const seen = [];
      for (const mark of ['a', 'b', 'c']) {
        uni.addInterceptor('sendSocketMessage', {
          invoke(options) {
            seen.push(options.data);
            options.data += mark;
          },
        });
      }
      const task = await t.open('/echo');
      uni.sendSocketMessage({ data: '-' });
      expect((await t.next(task, 'message')).data).to.equal('-abc');
      expect(seen).to.deep.equal(['-', '-a', '-ab']);
    });

    for (const [name, cancel] of [
      ['false', () => false],
      ['a Promise of false', async () => false],
    ]) {
      it(`ICEPT CALL-3 invoke that returns ${name} cancels: a plain failure “aborted”`, async () => {
        const tag = t.tag();
        const notes = [];
        uni.addInterceptor('connectSocket', { invoke: cancel });
        uni.addInterceptor('sendSocketMessage', { invoke: cancel });
        uni.addInterceptor('closeSocket', { invoke: cancel });
        for (const [api, options] of [
          ['connectSocket', { url: t.url('/echo', { tag }) }],
          ['sendSocketMessage', { data: 'no' }],
          ['closeSocket', {}],
        ]) {
          t.expectFailure(await t.failure(uni[api](options)), api, 'aborted', 609003);
          const { ran, result } = await t.settle(uni[api], options);
          await t.fence();
          expect(ran).to.deep.equal(['returned', 'fail', 'complete']);
          t.expectFailure(result, api, 'aborted', 609003);
        }
        expect(notes).to.deep.equal([]);
        expect((await t.observe(tag)).handshakes).to.equal(0);
      });
    }

    it('ICEPT after an invoke that cancels none follows', async () => {
      const notes = [];
      uni.addInterceptor('closeSocket', { invoke: () => void notes.push('first') });
      uni.addInterceptor('closeSocket', { invoke: () => false });
      uni.addInterceptor('closeSocket', { invoke: () => void notes.push('third') });
      await t.failure(uni.closeSocket());
      expect(notes).to.deep.equal(['first']);
    });

    it('ICEPT an async invoke puts the call off, and may give other options', async () => {
      uni.addInterceptor('connectSocket', { invoke: async (options) => ({ ...options, url: t.url('/protocol') }) });
      const { errMsg, socketTask } = await uni.connectSocket({ url: 'ws://[', protocols: ['one'] });
      expect(errMsg).to.equal('connectSocket:ok');
      // Where Promises are as slow as timers it may be open by now.
      if (socketTask.readyState === socketTask.CONNECTING) await t.opened(socketTask);
      expect(socketTask.protocol).to.equal('one');
      const closed = t.next(socketTask, 'close');
      socketTask.close();
      await closed;
    });

    it('CLOSE-2 ICEPT a task that is closed while an invoke is still to answer never opens, and is closed once', async () => {
      let answer;
      uni.addInterceptor('connectSocket', {
        invoke: (options) =>
          new Promise((resolve) => {
            answer = () => resolve(options);
          }),
      });
      const task = t.connect({ url: t.url('/echo') });
      const heard = t.record(task);
      const closed = t.next(task, 'close');
      await t.failure(task.close({ code: 1 }));
      expect((await task.close()).errMsg).to.equal('closeSocket:ok');
      answer();
      expect(await closed).to.deep.equal({ code: 1006, reason: '', wasClean: false });
      await t.fence();
      expect(heard.kinds).to.deep.equal(['close']);
      expect(task.readyState).to.equal(task.CLOSED);
    });

    it('ICEPT several async invokes, one after the other, each with what the last one made', async () => {
      // Upstream runs the second one with the first one's options, and sends those.
      const seen = [];
      for (const mark of ['a', 'b', 'c']) {
        uni.addInterceptor('sendSocketMessage', {
          async invoke(options) {
            seen.push(options.data);
            await t.fence();
            return { ...options, data: options.data + mark };
          },
        });
      }
      const task = await t.open('/echo');
      const reply = t.next(task, 'message');
      expect((await uni.sendSocketMessage({ data: '-' })).errMsg).to.equal('sendSocketMessage:ok');
      expect((await reply).data).to.equal('-abc');
      expect(seen).to.deep.equal(['-', '-a', '-ab']);
    });

    it('ICEPT an async invoke in callback mode: the callbacks run once the call is made', async () => {
      uni.addInterceptor('sendSocketMessage', { invoke: async () => {} });
      const task = await t.open('/echo');
      const reply = t.next(task, 'message');
      const { ran } = await t.settle(uni.sendSocketMessage, { data: 'hello' });
      await reply;
      expect(ran).to.deep.equal(['returned', 'success', 'complete']);
    });

    it('ICEPT CONN-2 CONN-4 a connectSocket that is cancelled returns a task all the same, which is CLOSED', async () => {
      uni.addInterceptor('connectSocket', { invoke: () => false });
      const failed = new Promise((resolve) => {
        const task = uni.connectSocket({ url: t.url('/echo'), fail: (error) => resolve([task, error]) });
        task.onOpen(() => expect.fail('a cancelled call opens nothing'));
      });
      const [task, error] = await failed;
      t.expectFailure(error, 'connectSocket', 'aborted', 609003);
      const promise = uni.connectSocket({ url: t.url('/echo') });
      t.expectFailure(await t.failure(promise), 'connectSocket', 'aborted', 609003);
      for (const closed of [task, promise]) {
        expect(closed.readyState).to.equal(closed.CLOSED);
        expect((await closed.close()).errMsg).to.equal('closeSocket:ok');
      }
    });

    it('ICEPT CONN-2 while an async invoke is still to answer the task is there already', async () => {
      uni.addInterceptor('connectSocket', { invoke: (options) => t.fence().then(() => options) });
      const task = uni.connectSocket({ url: t.url('/echo'), complete() {} });
      const promise = uni.connectSocket({ url: t.url('/echo') });
      await Promise.all([task, promise].map((one) => new Promise((resolve) => one.onOpen(resolve))));
      expect((await promise).socketTask.id).to.equal(promise.id);
    });

    it('ICEPT CALL-3 RES-2 an async invoke that rejects is a plain failure', async () => {
      const reason = new Error('of the test');
      t.watchConsole('error');
      uni.addInterceptor('closeSocket', { invoke: () => t.realm.Promise.reject(reason) });
      const error = await t.failure(uni.closeSocket());
      t.expectFailure(error, 'closeSocket', '', error.errCode);
      const ran = [];
      const reasons = await t.rejectionsDuring(async () => {
        uni.closeSocket({ fail: () => ran.push('fail'), complete: () => ran.push('complete') });
        await t.fence();
      });
      expect(ran).to.deep.equal(['fail', 'complete']);
      expect(reasons).to.deep.equal([]);
    });

    it('ICEPT RES-6 fire and forget of a cancelled or failing call raises no unhandled rejection', async () => {
      const reasons = await t.rejectionsDuring(async () => {
        uni.addInterceptor('closeSocket', { fail() {} });
        uni.closeSocket();
        uni.addInterceptor('closeSocket', { invoke: () => false });
        uni.closeSocket();
        uni.removeInterceptor('closeSocket');
        uni.addInterceptor('closeSocket', { invoke: async () => false });
        uni.closeSocket();
        await t.fence();
      });
      expect(reasons).to.deep.equal([]);
    });

    it('ICEPT returnValue may replace what the call returns', async () => {
      const seen = [];
      uni.addInterceptor('closeSocket', {
        returnValue(value) {
          seen.push(value);
          return value.catch(({ errCode }) => errCode);
        },
      });
      expect(await uni.closeSocket()).to.equal(10002);
      expect(seen[0]).to.be.a('promise');
    });

    it('ICEPT CALL-4 a hook that throws is shown and disturbs nothing else', async () => {
      const lines = t.watchConsole('error');
      const hooks = ['invoke', 'success', 'complete', 'returnValue'];
      const errors = hooks.map((hook) => new Error(`thrown by ${hook}`));
      uni.addInterceptor(
        'connectSocket',
        Object.fromEntries(
          hooks.map((hook, place) => [
            hook,
            () => {
              throw errors[place];
            },
          ]),
        ),
      );
      const task = uni.connectSocket({ url: t.url('/echo'), success() {} });
      await t.opened(task);
      expect(lines.map(([error]) => error.message).sort()).to.deep.equal(errors.map(({ message }) => message).sort());
    });

    it('ICEPT CALL-1 CALL-5 with an interceptor too, options that cannot be read are a plain failure', async () => {
      const thrown = new Error('thrown by a getter');
      const options = () =>
        Object.defineProperty({ url: t.url('/echo'), data: 'x' }, 'extra', {
          enumerable: true,
          get: () => {
            throw thrown;
          },
        });
      const unreadable = () =>
        Object.defineProperty({}, 'url', {
          enumerable: true,
          get: () => {
            throw thrown;
          },
        });
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      uni.addInterceptor('connectSocket', { invoke() {} });
      for (const given of [unreadable(), proxy]) {
        t.expectFailure(await t.failure(uni.connectSocket(given)), 'connectSocket', '', 609001);
      }
      // A key that is not known is not read at all.
      expect((await uni.connectSocket(options())).errMsg).to.equal('connectSocket:ok');
    });

    it('ICEPT CALL-1 no options at all are as good as {}', async () => {
      uni.addInterceptor('closeSocket', { invoke() {} });
      for (const options of [undefined, null, {}]) {
        t.expectFailure(await t.failure(uni.closeSocket(options)), 'closeSocket', 'not connected', 10002);
      }
    });

    it('ICEPT RES-5 with tuples the hooks still hear success or fail', async () => {
      const heard = [];
      await t.configure({ promiseStyle: 'tuple' });
      uni.addInterceptor('closeSocket', {
        success: (result) => heard.push(['success', result]),
        fail: (error) => heard.push(['fail', error.errCode]),
      });
      const [error] = await uni.closeSocket();
      expect(error.errCode).to.equal(10002);
      expect(heard).to.deep.equal([['fail', 10002]]);
      const closed = t.next(await t.open('/echo'), 'close');
      await uni.closeSocket();
      await closed;
      expect(heard[1]).to.deep.equal(['success', { errMsg: 'closeSocket:ok' }]);
    });

    it('ICEPT removeInterceptor takes off one hook, or all of a function', async () => {
      const notes = [];
      const kept = { invoke: () => void notes.push('kept') };
      const gone = { invoke: () => void notes.push('gone'), fail: () => notes.push('fail') };
      uni.addInterceptor('closeSocket', kept);
      uni.addInterceptor('closeSocket', gone);
      uni.removeInterceptor('closeSocket', { invoke: gone.invoke });
      await t.failure(uni.closeSocket());
      expect(notes.splice(0)).to.deep.equal(['kept', 'fail']);
      uni.removeInterceptor('closeSocket');
      await t.failure(uni.closeSocket());
      expect(notes).to.deep.equal([]);
    });

    it('ICEPT the same hook added twice runs once, as upstream', async () => {
      let runs = 0;
      const invoke = () => void runs++;
      uni.addInterceptor('closeSocket', { invoke });
      uni.addInterceptor('closeSocket', { invoke });
      await t.failure(uni.closeSocket());
      expect(runs).to.equal(1);
    });

    it('ICEPT an interceptor of one function does not touch the others', async () => {
      const notes = [];
      uni.addInterceptor('sendSocketMessage', noting(notes));
      const task = await t.open('/echo');
      task.send({ data: 'by the task' });
      await t.next(task, 'message');
      await uni.closeSocket();
      expect(notes).to.deep.equal([]);
    });

    it('ICEPT without a name it is for every function, as upstream', async () => {
      const notes = [];
      const interceptor = noting(notes);
      uni.addInterceptor(interceptor);
      await t.failure(uni.closeSocket());
      uni.removeInterceptor(interceptor);
      await t.failure(uni.closeSocket());
      expect(notes).to.deep.equal(['invoke', 'fail', 'complete']);
    });

    it('ICEPT CALL-6 the functions work unbound', async () => {
      const { addInterceptor, removeInterceptor } = uni;
      addInterceptor('closeSocket', { invoke: () => false });
      expect((await t.failure(uni.closeSocket())).errCode).to.equal(609003);
      removeInterceptor('closeSocket');
      expect((await t.failure(uni.closeSocket())).errCode).to.equal(10002);
    });

    it('ICEPT CALL-5 whatever is passed, nothing throws', async () => {
      for (const name of [undefined, null, 5, 'closeSocket', 'noSuchFunction', '__proto__', 'constructor', {}]) {
        for (const interceptor of [undefined, null, 5, 'text', {}, { invoke: 5 }, []]) {
          uni.addInterceptor(name, interceptor);
          uni.removeInterceptor(name, interceptor);
        }
      }
      expect((await t.failure(uni.closeSocket())).errCode).to.equal(10002);
    });
  });
};
