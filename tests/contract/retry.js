// RETRY, and the functions that give an attempt its URL and protocols.

import { values } from '../support/values.js';

const SOON = { initialDelay: 1, maxDelay: 4, jitter: 'none' };
const NEVER = { initialDelay: 1e9, maxDelay: 1e9, jitter: 'none' };
const ABNORMAL = { code: 1006, reason: '', wasClean: false };

export default (t) => {
  const { expect, uni } = t;

  /** A provider that gives these addresses, one an attempt, and then the last one again and again. */
  const inTurn = (...urls) => {
    let attempts = 0;
    return () => urls[Math.min(attempts++, urls.length - 1)];
  };

  const lossy = (parameters) => t.url('/close', { code: 1011, ...parameters });

  /** The first `count` payloads of onReconnecting; then the task is closed. */
  async function reconnectings(task, count) {
    const heard = [];
    await t.nextThat(task, 'reconnecting', (event) => heard.push(event) === count);
    task.close();
    await t.next(task, 'close');
    return heard;
  }

  /** Behind it, timers that were due within `millis` have fired: a browser lets them fire in the order of their deadlines. */
  async function pass(millis) {
    await new Promise((resolve) => setTimeout(resolve, millis));
    await t.fence();
  }

  const echo = async (task, data) => {
    const reply = t.next(task, 'message');
    task.send({ data });
    return (await reply).data;
  };

  /** A page that is its own client, with `random` as its chance. */
  async function pageWithChance(random) {
    const page = await t.freshPage((realm) => {
      realm.Math.random = () => random;
    });
    await page.ready;
    return page;
  }

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
        expect((await t.next(task, 'reconnecting')).cause).to.deep.equal({ code, reason: '', wasClean: true });
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
        expect(delay).to.be.at.least(1_000);
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
      for (const shouldReconnect of [() => undefined, () => { throw wrong; }]) {
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
      const task = t.connect({ url: inTurn(t.url('/close', t.forbiddenClose), t.url('/echo')), reconnect: SOON });
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
        expect(heard.kinds.filter((kind) => kind === 'close'), name).to.have.lengthOf(1);
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
      await t.observe(tag, 'open:1');
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

  describe('RETRY: the page’s life', () => {
    for (const [away, back] of [['hidden', 'visible'], ['offline', 'online']]) {
      it(`RETRY-5 ${away}: it waits, and tries at once when it is ${back}`, async () => {
        const page = await t.movedPage();
        const tag = t.tag();
        const url = inTurn(lossy({ after: 1 }), t.url('/echo', { tag }));
        const reconnect = { ...SOON, maxDelay: 1e9 };
        const task = page.uni.connectSocket({ url, reconnect, complete() {} });
        await t.opened(task);
        page.become(away);
        task.send({ data: 'go' });
        await t.next(task, 'reconnecting');
        await pass(60);
        expect((await t.observe(tag)).handshakes).to.equal(0);
        page.become(back);
        expect((await t.next(task, 'open')).reconnected).to.equal(true);
        task.close();
      });

      it(`RETRY-5 ${away} and ${back} again cuts a long delay short`, async () => {
        const page = await t.movedPage();
        const task = page.uni.connectSocket({ url: inTurn(lossy(), t.url('/echo')), reconnect: NEVER, complete() {} });
        await t.next(task, 'reconnecting');
        page.become(away);
        page.become(back);
        await t.next(task, 'open');
        task.close();
      });
    }

    for (const back of ['resumed', 'restored']) {
      it(`RETRY-5 a page that is ${back} tries at once`, async () => {
        const page = await t.movedPage();
        const task = page.uni.connectSocket({ url: inTurn(lossy(), t.url('/echo')), reconnect: NEVER, complete() {} });
        await t.next(task, 'reconnecting');
        page.become(back);
        await t.next(task, 'open');
        task.close();
      });
    }

    it('RETRY-5 a page that is resumed and still hidden goes on waiting', async () => {
      const page = await t.movedPage();
      const tag = t.tag();
      const url = inTurn(lossy({ after: 1 }), t.url('/echo', { tag }));
      const task = page.uni.connectSocket({ url, reconnect: SOON, complete() {} });
      await t.opened(task);
      page.become('hidden');
      task.send({ data: 'go' });
      await t.next(task, 'reconnecting');
      // Chromium thaws a page in the background now and then, and thaws one of the back/forward cache before it shows it.
      page.become('resumed');
      await pass(60);
      expect((await t.observe(tag)).handshakes).to.equal(0);
      page.become('visible');
      await t.next(task, 'open');
      task.close();
    });

    it('RETRY-5 visible again but offline still waits', async () => {
      const page = await t.movedPage();
      const tag = t.tag();
      const task = page.uni.connectSocket({ url: inTurn(lossy(), t.url('/echo', { tag })), reconnect: NEVER, complete() {} });
      await t.next(task, 'reconnecting');
      for (const change of ['hidden', 'offline', 'visible']) page.become(change);
      await pass(30);
      expect((await t.observe(tag)).handshakes).to.equal(0);
      page.become('online');
      await t.next(task, 'open');
      task.close();
    });

    it('RETRY-5 with jitter across clients: the return is spread over initialDelay', async () => {
      const page = await t.movedPage();
      page.realm.Math.random = () => 0.5;
      const reconnect = { initialDelay: 120, maxDelay: 1e9, factor: 1e6, jitter: 'full' };
      const task = page.uni.connectSocket({ url: inTurn(lossy(), lossy(), t.url('/echo')), reconnect, complete() {} });
      await t.nextThat(task, 'reconnecting', ({ attempt }) => attempt === 2);
      page.become('hidden');
      const begin = performance.now();
      page.become('visible');
      await t.next(task, 'open');
      expect(performance.now() - begin).to.be.at.least(58);
      task.close();
    });

    it('RETRY-5 the page’s life starts no connection that was not asked for, and none after close()', async () => {
      const page = await t.movedPage();
      const tag = t.tag();
      const connect = (options) => page.uni.connectSocket({ url: t.url('/echo', { tag }), complete() {}, ...options });
      const closed = connect({ reconnect: NEVER });
      await t.opened(closed);
      closed.close();
      await t.next(closed, 'close');
      const waiting = connect({ url: lossy({ tag }), reconnect: NEVER });
      await t.next(waiting, 'reconnecting');
      waiting.close();
      await t.next(waiting, 'close');
      const over = connect({ url: t.url('/refuse', { tag }), reconnect: { ...SOON, maxAttempts: 0 } });
      await t.next(over, 'close');
      const plain = connect({ url: lossy({ tag }) });
      await t.next(plain, 'close');
      const { handshakes } = await t.observe(tag);
      for (const change of ['hidden', 'visible', 'offline', 'online', 'resumed', 'restored']) page.become(change);
      await pass(30);
      expect(await t.observe(tag)).to.deep.include({ handshakes, open: 0 });
    });

    it('RETRY-5 a page that is hidden may connect when it asks for it', async () => {
      const page = await t.movedPage();
      page.become('hidden');
      const task = page.uni.connectSocket({ url: t.url('/echo'), reconnect: NEVER, complete() {} });
      await t.opened(task);
      task.close();
    });
  });

  describe('providers: url and protocols as functions', () => {
    for (const [name, provider] of [
      ['that return', (value) => () => value],
      ['that are async', (value) => async () => value],
    ]) {
      it(`CONN-1 RETRY-3 functions ${name} are asked again on each attempt`, async () => {
        const asked = [];
        const url = () => {
          asked.push('url');
          return provider(t.url('/protocol', { tag: t.tag() }))();
        };
        let tokens = 0;
        const protocols = () => provider([`token-${++tokens}`])();
        const task = t.connect({ url, protocols });
        await t.opened(task);
        expect([task.protocol, asked.length]).to.deep.equal(['token-1', 1]);
        const first = task.url;
        expect(first).to.contain('/protocol');
        task.reconnect();
        await t.next(task, 'open');
        expect([task.protocol, asked.length]).to.deep.equal(['token-2', 2]);
        expect(task.url).not.to.equal(first);
      });
    }

    it('CONN-1 protocols may be given by a function, and be none', async () => {
      for (const none of [undefined, null, []]) {
        const task = t.connect({ url: t.url('/headers'), protocols: async () => none });
        const { headers } = JSON.parse((await t.next(task, 'message')).data);
        expect(headers).not.to.have.property('sec-websocket-protocol');
      }
    });

    it('CONN-3 CALL-3 the call is accepted before a function has answered, and nothing is asked within it', async () => {
      const order = [];
      const task = uni.connectSocket({
        url: () => {
          order.push('asked');
          return t.url('/echo');
        },
        success: () => order.push('success'),
      });
      task.onOpen(() => order.push('open'));
      order.push('returned');
      expect(task.readyState).to.equal(task.CONNECTING);
      await t.opened(task);
      expect(order[0]).to.equal('returned');
      expect(order.at(-1)).to.equal('open');
      expect(order).to.have.members(['returned', 'asked', 'success', 'open']);
    });

    const wrong = new Error('no token');
    for (const [name, provider] of [
      ['rejects', () => Promise.reject(wrong)],
      ['throws', () => { throw wrong; }],
    ]) {
      for (const option of ['url', 'protocols']) {
        it(`RETRY-3 a function for ${option} that ${name} is a failed attempt: error and close without RETRY`, async () => {
          const task = t.connect({ url: t.url('/echo'), [option]: provider });
          const heard = [t.record(task), t.record()];
          expect(await t.next(task, 'close')).to.deep.equal(ABNORMAL);
          await t.fence();
          for (const events of heard) {
            expect(events.kinds).to.deep.equal(['error', 'close']);
            t.expectFailure(events[0].event, 'connectSocket', '', events[0].event.errCode);
            expect(events[0].event.cause).to.equal(wrong);
          }
        });

        it(`RETRY-3 a function for ${option} that ${name} is a failed attempt: retried with RETRY`, async () => {
          let attempts = 0;
          const good = { url: t.url('/protocol'), protocols: ['token'] }[option];
          const flaky = () => (++attempts < 4 ? provider() : good);
          const task = t.connect({ url: t.url('/protocol'), [option]: flaky, reconnect: SOON });
          const heard = t.record(task);
          await t.opened(task);
          expect(heard.kinds).to.deep.equal(['reconnecting', 'reconnecting', 'reconnecting', 'open']);
          expect(heard[0].event).to.deep.include({ attempt: 1, delay: 1 });
          expect(heard[0].event.cause).to.deep.include(ABNORMAL);
          expect(heard[0].event.cause.error.cause).to.equal(wrong);
          expect(task.stats()).to.deep.include({ attempts: 4, opens: 1 });
        });
      }
    }

    it('RETRY-3 a function for url that gives no string is a failed attempt, and reaches no host', async () => {
      for (const [name, value] of values().filter(([name]) => name !== 'a string' && name !== 'a Promise')) {
        const task = t.connect({ url: () => value });
        const heard = t.record(task);
        await t.next(task, 'close');
        expect(heard.kinds, name).to.deep.equal(['error', 'close']);
        t.expectFailure(heard[0].event, 'connectSocket', '', heard[0].event.errCode);
      }
    });

    it('RES-4 a function for protocols that gives neither string nor strings is a failed attempt, and reaches no host', async () => {
      const tag = t.tag();
      for (const value of [5, true, { 0: 'x' }, ['ok', 5], () => 'x']) {
        const task = t.connect({ url: t.url('/protocol', { tag }), protocols: () => value });
        const heard = t.record(task);
        await Promise.race([t.next(task, 'close'), t.next(task, 'open')]);
        expect(heard.kinds[0], String(value)).to.equal('error');
      }
      expect((await t.observe(tag)).handshakes).to.equal(0);
    });

    it('RETRY-3 CONN-4 a function that gives a URL that the host refuses is a failed attempt', async () => {
      const task = t.connect({ url: inTurn('ws://[', t.url('/echo')), reconnect: SOON });
      const { cause } = await t.next(task, 'reconnecting');
      t.expectFailure(cause.error, 'connectSocket', '', 600009);
      expect(cause.error.cause).to.have.property('name', 'SyntaxError');
      await t.opened(task);
    });

    it('CONN-7 a function that does not answer in time is a failed attempt', async () => {
      const task = t.connect({ url: () => new Promise(() => {}), timeout: 20 });
      const heard = t.record(task);
      await t.next(task, 'close');
      t.expectFailure(heard[0].event, 'connectSocket', 'timeout', 609002);
    });

    it('CLOSE-2 close() while a function is asked: no attempt follows its answer', async () => {
      const tag = t.tag();
      let answer;
      const task = t.connect({ url: () => new Promise((resolve) => (answer = resolve)), reconnect: SOON });
      await t.fence();
      task.close();
      expect(await t.next(task, 'close')).to.deep.equal(ABNORMAL);
      answer(t.url('/echo', { tag }));
      await t.fence();
      expect((await t.observe(tag)).handshakes).to.equal(0);
      expect(task.readyState).to.equal(task.CLOSED);
    });

    it('EVT-4 an answer for an attempt that is over is not used for the next one', async () => {
      const tag = t.tag();
      const answers = [];
      const task = t.connect({ url: () => new Promise((resolve) => answers.push(resolve)) });
      await t.fence();
      task.reconnect();
      await t.fence();
      const right = t.url('/echo');
      answers[1](right);
      await t.opened(task);
      answers[0](t.url('/echo', { tag }));
      await t.fence();
      expect((await t.observe(tag)).handshakes).to.equal(0);
      expect(task.url).to.equal(right);
    });

    it('CALL-7 a function may call the task that it is asked for', async () => {
      let task;
      let asked = 0;
      const url = () => {
        if (++asked > 1) return t.url('/echo');
        task.reconnect();
        task.close();
        return t.url('/echo');
      };
      task = t.connect({ url });
      const heard = t.record(task);
      await t.next(task, 'close');
      await t.fence();
      expect(heard.kinds).to.deep.equal(['close']);
    });
  });
};
