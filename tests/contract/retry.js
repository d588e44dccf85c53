// RETRY: what follows from a lost connection.

import { ABNORMAL, createReconnects, NEVER, SOON } from '../support/reconnects.js';

export default (t) => {
  const { expect, uni } = t;
  const { inTurn, lossy, reconnectings, pass, echo, pageWithChance } = createReconnects(t);

  describe('RETRY: reconnect', () => {
    it('RETRY-1 the delay grows by the factor, up to maxDelay', async () => {
      const reconnect = { initialDelay: 2, factor: 3, maxDelay: 20, jitter: 'none' };
      const heard = await reconnectings(t.connect({ url: lossy(), reconnect }), 5);
      expect(heard.map(({ delay }) => delay)).to.deep.equal([2, 6, 18, 20, 20]);
      expect(heard.map(({ attempt }) => attempt)).to.deep.equal([1, 2, 3, 4, 5]);
    });

    it('RETRY-1 a factor of 1 keeps the delay', async () => {
      const heard = await reconnectings(t.connect({ url: lossy(), reconnect: { ...SOON, factor: 1 } }), 4);
      expect(heard.map(({ delay }) => delay)).to.deep.equal([1, 1, 1, 1]);
    });

    for (const [jitter, delays] of [
      [undefined, [2, 4, 8]],
      ['full', [2, 4, 8]],
      ['equal', [5, 10, 20]],
      ['none', [8, 16, 32]],
    ]) {
      it(`RETRY-1 how much is left to chance: jitter ${jitter}`, async () => {
        const page = await pageWithChance(0.25);
        const reconnect = { initialDelay: 8, factor: 2, maxDelay: 1_000, jitter };
        const task = page.uni.connectSocket({ url: lossy(), reconnect, complete() {} });
        expect((await reconnectings(task, 3)).map(({ delay }) => delay)).to.deep.equal(delays);
      });
    }

    it('RETRY-1 the next attempt does not begin before the delay has passed', async () => {
      const task = t.connect({ url: inTurn(lossy(), t.url('/echo')), reconnect: { initialDelay: 60, jitter: 'none' } });
      await t.next(task, 'reconnecting');
      const begin = performance.now();
      await t.next(task, 'open');
      // A timer of a browser may be a millisecond early by its own clock.
      expect(performance.now() - begin).to.be.at.least(58);
    });

    it('RETRY-1 the counter resets only after minUptime', async () => {
      const numbers = async (minUptime) => {
        const task = t.connect({ url: lossy(), reconnect: { ...SOON, minUptime } });
        return (await reconnectings(task, 3)).map(({ attempt }) => attempt);
      };
      expect(await numbers(0)).to.deep.equal([1, 1, 1]);
      expect(await numbers(60_000)).to.deep.equal([1, 2, 3]);
    });

    it('RETRY-1 a connection that has lasted for minUptime counts as the first failure again', async () => {
      const url = inTurn(lossy(), lossy(), lossy({ after: 1 }), t.url('/echo'));
      const task = t.connect({ url, reconnect: { ...SOON, minUptime: 300 } });
      const heard = t.record(task);
      await t.nextThat(task, 'reconnecting', ({ attempt }) => attempt === 2);
      await t.next(task, 'open');
      await pass(310);
      task.send({ data: 'go' });
      await t.next(task, 'open');
      const attempts = heard.filter(({ kind }) => kind === 'reconnecting').map(({ event }) => event.attempt);
      expect(attempts).to.deep.equal([1, 2, 1]);
    });

    for (const code of [1000, undefined, 1002, 1003, 1007, 1008, 1009, 1010, 4000, 4001, 4408, 4999]) {
      it(`RETRY-2 the peer’s close with ${code ?? 'no code'} ends it`, async () => {
        const tag = t.tag();
        const task = t.connect({ url: t.url('/close', code ? { code, tag } : { tag }), reconnect: SOON });
        const heard = t.record(task);
        expect((await t.next(task, 'close')).code).to.equal(code ?? 1005);
        await pass(20);
        expect(heard.kinds).to.deep.equal(['open', 'close']);
        expect((await t.observe(tag)).handshakes).to.equal(1);
      });
    }

    for (const code of [1001, 1011, 1014, 3000, 3999]) {
      it(`RETRY-2 the peer’s close with ${code} is tried again`, async () => {
        const task = t.connect({ url: inTurn(t.url('/close', { code }), t.url('/echo')), reconnect: SOON });
        const { cause } = await t.next(task, 'reconnecting');
        if (t.engine.refusedCloseCodes.includes(code)) expect(cause).to.deep.include(ABNORMAL).and.to.have.property('error');
        else expect(cause).to.deep.equal({ code, reason: '', wasClean: true });
        expect(await t.next(task, 'open')).to.have.property('reconnected', true);
      });
    }

    for (const [name, path, parameters] of [
      ['a connection that is cut', '/reset', {}],
      ['a handshake that is refused', '/refuse', { status: 503 }],
    ]) {
      it(`RETRY-2 1006 is tried again: ${name}`, async () => {
        const task = t.connect({ url: inTurn(t.url(path, parameters), t.url('/echo')), reconnect: SOON });
        expect((await t.next(task, 'reconnecting')).cause).to.deep.include(ABNORMAL);
        expect(await echo(await t.opened(task).then(() => task), 'hello')).to.equal('hello');
      });
    }

    it('RETRY-2 1012 and 1013 are tried again from a longer delay', async () => {
      for (const code of [1012, 1013]) {
        const [{ delay }] = await reconnectings(t.connect({ url: t.url('/close', { code }), reconnect: SOON }), 1);
        // An engine that does not tell the code leaves a loss like any other.
        if (t.engine.refusedCloseCodes.includes(code)) expect(delay).to.be.at.most(SOON.maxDelay);
        else expect(delay).to.be.at.least(1_000);
      }
    });

    it('RETRY-2 shouldReconnect has the last word, and is told the close and the attempt', async () => {
      const asked = [];
      const shouldReconnect = (...question) => asked.push(question) < 3;
      const url = inTurn(t.url('/close', { code: 1000, reason: 'bye' }), t.url('/close', { code: 4001 }), lossy());
      const task = t.connect({ url, reconnect: { ...SOON, shouldReconnect } });
      expect((await t.next(task, 'close')).code).to.equal(1011);
      expect(asked).to.deep.equal([
        [{ code: 1000, reason: 'bye', wasClean: true }, 1],
        [{ code: 4001, reason: '', wasClean: true }, 2],
        [{ code: 1011, reason: '', wasClean: true }, 3],
      ]);
    });

    it('RETRY-2 CALL-4 shouldReconnect that answers nothing or throws leaves it to the default', async () => {
      const lines = t.watchConsole('error');
      const wrong = new Error('thrown by shouldReconnect');
      for (const shouldReconnect of [
        () => undefined,
        () => {
          throw wrong;
        },
      ]) {
        const ended = t.connect({ url: t.url('/close', { code: 1000 }), reconnect: { ...SOON, shouldReconnect } });
        await t.next(ended, 'close');
        expect(ended.stats().attempts).to.equal(1);
        const task = t.connect({ url: inTurn(lossy(), t.url('/echo')), reconnect: { ...SOON, shouldReconnect } });
        await t.next(task, 'reconnecting');
        await t.next(task, 'open');
      }
      expect(lines).to.deep.equal([[wrong], [wrong]]);
    });

    it('RETRY-2 RETRY-3 maxAttempts is the number of new attempts in a row; then error and close, once', async () => {
      for (const maxAttempts of [0, 1, 3]) {
        const tag = t.tag();
        const task = t.connect({ url: t.url('/refuse', { tag }), reconnect: { ...SOON, maxAttempts } });
        const heard = [t.record(task), t.record()];
        expect(await t.next(task, 'close')).to.deep.equal(ABNORMAL);
        await pass(20);
        expect(heard[0].kinds).to.deep.equal([...Array(maxAttempts).fill('reconnecting'), 'error', 'close']);
        expect(heard[1].kinds).to.deep.equal(['error', 'close']);
        t.expectFailure(heard[0].at(-2).event, 'connectSocket', '', 602001);
        expect((await t.observe(tag)).handshakes).to.equal(maxAttempts + 1);
        uni.offSocketError();
        uni.offSocketClose();
      }
    });

    it('RETRY-3 each lost or failed attempt is told of, the first one included', async () => {
      const url = inTurn(t.url('/refuse'), t.url('/hang'), t.url('/close', { code: 1001, reason: 'away' }), t.url('/echo'));
      const task = t.connect({ url, timeout: 300, reconnect: SOON });
      const heard = t.record(task);
      await t.nextThat(task, 'open', () => task.stats().opens === 2);
      await t.fence();
      expect(heard.kinds).to.deep.equal(['reconnecting', 'reconnecting', 'open', 'reconnecting', 'open']);
      const [refused, hung, first, away, second] = heard.map(({ event }) => event);
      expect(Object.keys(refused)).to.have.members(['attempt', 'delay', 'cause']);
      expect(refused.cause).to.deep.include(ABNORMAL);
      t.expectFailure(refused.cause.error, 'connectSocket', '', 602001);
      expect(hung.cause).to.deep.include(ABNORMAL);
      t.expectFailure(hung.cause.error, 'connectSocket', 'timeout', 609002);
      expect(first).not.to.have.property('reconnected');
      expect(away.cause).to.deep.equal({ code: 1001, reason: 'away', wasClean: true });
      expect(second.reconnected).to.equal(true);
    });

    it('RETRY-3 an open connection that fails tells of one loss, not of two', async () => {
      const task = t.connect({ url: inTurn(t.url('/fault', { after: 1 }), t.url('/echo')), reconnect: SOON });
      const heard = t.record(task);
      await t.opened(task);
      task.send({ data: 'go' });
      await t.next(task, 'open');
      await t.fence();
      expect(heard.kinds).to.deep.equal(['open', 'reconnecting', 'open']);
      t.expectFailure(heard[1].event.cause.error, 'connectSocket', 'lost', 602001);
    });

    it('RETRY-3 offReconnecting takes one listener off, or all', async () => {
      const heard = [];
      const [first, second, third] = ['first', 'second', 'third'].map((name) => () => heard.push(name));
      const task = t.connect({ url: lossy(), reconnect: SOON });
      for (const listener of [first, second, third]) task.onReconnecting(listener);
      task.offReconnecting(second);
      await t.next(task, 'reconnecting');
      expect(heard.splice(0)).to.deep.equal(['first', 'third']);
      task.offReconnecting();
      await t.next(task, 'reconnecting');
      expect(heard).to.deep.equal([]);
      expect(() => task.onReconnecting(5)).to.throw('Invalid args: type check failed for args "callback". Expected Function');
    });

    it('RETRY-3 between two attempts the task is connecting, and stays the current one', async () => {
      const task = t.connect({ url: lossy(), reconnect: NEVER });
      const states = [];
      task.onReconnecting(() => states.push(task.readyState, task.stats().state, task.stats().connectedAt));
      await t.next(task, 'reconnecting');
      await t.fence();
      expect(states).to.deep.equal([0, 'connecting', null]);
      expect(task.readyState).to.equal(task.CONNECTING);
      t.expectFailure(await t.failure(task.send({ data: 'no' })), 'sendSocketMessage', 'not OPEN', 10002);
      const closed = t.next(task, 'close');
      expect(await uni.closeSocket()).to.deep.equal({ errMsg: 'closeSocket:ok' });
      await closed;
    });

    it('RETRY-3 TASK stats() count over all attempts', async () => {
      const task = t.connect({ url: inTurn(t.url('/refuse'), lossy({ after: 1 }), t.url('/echo')), reconnect: SOON });
      await t.opened(task);
      task.send({ data: 'go' });
      await t.next(task, 'open');
      expect(await echo(task, 'hello')).to.equal('hello');
      expect(task.stats()).to.deep.include({ attempts: 3, opens: 2, messagesSent: 2, messagesReceived: 1, lastClose: null });
    });

    it('RETRY-4 close() while it waits ends it for good', async () => {
      const tag = t.tag();
      const task = t.connect({ url: lossy({ tag }), reconnect: { ...SOON, initialDelay: 30, maxDelay: 30 } });
      await t.next(task, 'reconnecting');
      const heard = [t.record(task), t.record()];
      expect(await task.close()).to.deep.equal({ errMsg: 'closeSocket:ok' });
      await pass(100);
      for (const events of heard) expect(events.kinds).to.deep.equal(['close']);
      expect(heard[0][0].event).to.deep.equal(ABNORMAL);
      expect((await t.observe(tag)).handshakes).to.equal(1);
      expect(task.readyState).to.equal(task.CLOSED);
    });

    it('RETRY-4 close() while an attempt runs, while open and in each listener ends it for good', async () => {
      const cases = {
        attempt: async (task) => task.close(),
        open: async (task) => t.opened(task).then(() => task.close()),
        reconnecting: async (task) => task.onReconnecting(() => task.close()),
      };
      for (const [name, act] of Object.entries(cases)) {
        const tag = t.tag();
        const task = t.connect({ url: name === 'reconnecting' ? lossy({ tag }) : t.url('/echo', { tag }), reconnect: SOON });
        const heard = t.record(task);
        act(task);
        await t.next(task, 'close');
        await pass(20);
        expect(
          heard.kinds.filter((kind) => kind === 'close'),
          name,
        ).to.have.lengthOf(1);
        expect(heard.kinds.at(-1), name).to.equal('close');
        expect((await t.observe(tag)).handshakes, name).to.be.at.most(1);
      }
    });

    it('RETRY-4 close() in shouldReconnect ends it for good', async () => {
      const tag = t.tag();
      let task;
      const shouldReconnect = () => {
        task.close();
        return true;
      };
      task = t.connect({ url: lossy({ tag }), reconnect: { ...SOON, shouldReconnect } });
      const heard = t.record(task);
      await t.next(task, 'close');
      await pass(20);
      expect(heard.kinds).to.deep.equal(['open', 'close']);
      expect((await t.observe(tag)).handshakes).to.equal(1);
    });

    it('RETRY-4 what the peer answers to close() is not a loss', async () => {
      // 1011 from the peer would be tried again.
      const task = await t.open('/echo', {}, { reconnect: { ...SOON, shouldReconnect: () => true } });
      const heard = t.record(task);
      task.close({ code: 3000 });
      expect((await t.next(task, 'close')).code).to.equal(3000);
      await pass(20);
      expect(heard.kinds).to.deep.equal(['close']);
    });

    it('RETRY-4 reconnect() works after it gave up, and counts anew', async () => {
      const task = t.connect({ url: t.url('/refuse'), reconnect: { ...SOON, maxAttempts: 2 } });
      await t.next(task, 'close');
      const heard = t.record(task);
      task.reconnect();
      expect(task.readyState).to.equal(task.CONNECTING);
      await t.next(task, 'close');
      await t.fence();
      expect(heard.kinds).to.deep.equal(['reconnecting', 'reconnecting', 'error', 'close']);
      expect(heard.slice(0, 2).map(({ event }) => event.attempt)).to.deep.equal([1, 2]);
      expect(task.stats()).to.deep.include({ attempts: 6, opens: 0 });
    });

    it('RETRY-4 reconnect() works while it waits, while it connects and while it is open', async () => {
      const tag = t.tag();
      const task = t.connect({ url: inTurn(lossy(), t.url('/hang', { tag }), t.url('/echo', { tag })), reconnect: NEVER });
      await t.next(task, 'reconnecting');
      const heard = t.record(task);
      task.reconnect();
      await t.observe(tag, 'handshakes:1');
      task.reconnect();
      await t.next(task, 'open');
      task.reconnect();
      await t.next(task, 'open');
      expect(await echo(task, 'hello')).to.equal('hello');
      expect(heard.kinds).to.deep.equal(['open', 'open', 'message']);
      await t.released(tag, 'open:1', 1);
    });

    it('RETRY-4 reconnect() after close() is a new start, with RETRY still on', async () => {
      const task = t.connect({ url: inTurn(t.url('/echo'), lossy({ after: 1 }), t.url('/echo')), reconnect: SOON });
      await t.opened(task);
      task.close();
      await t.next(task, 'close');
      task.reconnect();
      await t.next(task, 'open');
      task.send({ data: 'go' });
      expect((await t.next(task, 'reconnecting')).attempt).to.equal(1);
      await t.next(task, 'open');
    });

    it('RETRY-4 reconnect() in onReconnecting takes the place of the attempt that was announced', async () => {
      const tag = t.tag();
      const task = t.connect({ url: inTurn(lossy(), t.url('/echo', { tag })), reconnect: { ...SOON, initialDelay: 20 } });
      task.onReconnecting(() => task.reconnect());
      await t.nextThat(task, 'open', ({ reconnected }) => reconnected);
      await pass(50);
      expect(await t.observe(tag)).to.deep.include({ handshakes: 1, open: 1 });
    });

    it('RETRY-2 CONN-4 a URL that the host refuses at the call is a plain failure, with RETRY too', async () => {
      const error = await t.failure(uni.connectSocket({ url: 'ws://[', reconnect: SOON }));
      t.expectFailure(error, 'connectSocket', '', 600009);
    });

    it('RETRY-3 TASK an iteration goes on across a reconnect', async () => {
      const task = t.connect({ url: inTurn(lossy({ after: 1 }), t.url('/flood', { count: 3 })), reconnect: SOON });
      await t.opened(task);
      const seen = [];
      task.send({ data: 'go' });
      for await (const { data } of task) {
        seen.push(Number(data));
        if (seen.length === 3) break;
      }
      expect(seen).to.deep.equal([0, 1, 2]);
      expect(task.stats().opens).to.equal(2);
    });

    it('RETRY-3 TASK an iteration throws the error once it is over', async () => {
      const task = t.connect({ url: t.url('/refuse'), reconnect: { ...SOON, maxAttempts: 1 } });
      const error = t.next(task, 'error');
      const iterator = task[Symbol.asyncIterator]();
      expect(await t.failure(iterator.next())).to.equal(await error);
    });

    it('RETRY-3 EVT-4 an old socket’s events do not reach the new one', async () => {
      // Peers' bug: the abandoned socket still sends, and closes later.
      const url = inTurn(t.url('/flood', { count: 2_000 }), t.url('/echo'));
      const task = t.connect({ url, reconnect: SOON });
      await t.next(task, 'message');
      const heard = t.record(task);
      task.reconnect();
      await t.next(task, 'open');
      await echo(task, 'mine');
      await t.fence();
      expect(heard.map(({ kind, event }) => event.data ?? kind)).to.deep.equal(['open', 'mine']);
    });
  });
};
