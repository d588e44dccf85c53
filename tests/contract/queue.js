const SOON = { initialDelay: 1, maxDelay: 4, jitter: 'none' };

export default (t) => {
  const { expect, uni } = t;

  const inTurn = (...urls) => {
    let attempts = 0;
    return () => urls[Math.min(attempts++, urls.length - 1)];
  };

  /** The next `count` messages. */
  async function received(task, count) {
    const texts = [];
    await t.nextThat(task, 'message', ({ data }) => texts.push(data) === count);
    return texts;
  }

  /** Notes under `name` how a send ends. */
  const noting = (outcomes) => (name) => ({
    success: () => outcomes.push([name, 'ok']),
    fail: (error) => outcomes.push([name, error.errCode]),
  });

  /** A task that does not open, with a queue. */
  const waiting = (queue = true, options) => t.connect({ url: t.url('/hang'), queue, ...options });

  describe('QUEUE: queue', () => {
    // The JavaScript core's memory grows in this, and its old buffer stays what it was: numbers written there were lost.
    it('QUEUE-1 limits hold in connections made after very many messages have waited', async () => {
      const queue = { maxMessages: 60_000, maxBytes: 1e9 };
      for (const count of [50_000, 2_000]) {
        const task = waiting(queue);
        for (let i = 0; i < count; i++) task.send({ data: 'x' });
        expect(task.stats()).to.deep.include({ queuedMessages: count, dropped: {} });
        const closed = t.next(task, 'close');
        task.close();
        await closed;
      }
    });

    it('QUEUE-1 while connecting send waits; success comes when it is handed to the host', async () => {
      const task = t.connect({ url: t.url('/echo'), queue: true });
      const order = [];
      task.onOpen(() => order.push('open'));
      const sent = task.send({ data: 'hello' }).then((result) => {
        order.push('success');
        return result;
      });
      expect(task.stats()).to.deep.include({ queuedMessages: 1, queuedBytes: 5, messagesSent: 0 });
      expect((await t.next(task, 'message')).data).to.equal('hello');
      expect(await sent).to.deep.equal({ errMsg: 'sendSocketMessage:ok' });
      expect(order).to.deep.equal(['open', 'success']);
      expect(task.stats()).to.deep.include({ queuedMessages: 0, queuedBytes: 0, messagesSent: 1, bytesSent: 5, dropped: {} });
    });

    it('QUEUE-1 CALL-3 in callback mode too: success, then complete, once', async () => {
      const task = t.connect({ url: t.url('/echo'), queue: true });
      const { ran, result } = await t.settle(task.send, { data: 'hello' });
      await t.fence();
      expect(ran).to.deep.equal(['returned', 'success', 'complete']);
      expect(result).to.deep.equal({ errMsg: 'sendSocketMessage:ok' });
    });

    it('QUEUE-1 uni.sendSocketMessage waits as well', async () => {
      const task = t.connect({ url: t.url('/echo'), queue: true });
      const sent = uni.sendSocketMessage({ data: 'hello' });
      expect((await t.next(task, 'message')).data).to.equal('hello');
      await sent;
    });

    it('QUEUE-1 SEND-4 what waits is handed over as it is, binary too', async () => {
      const task = t.connect({ url: t.url('/echo'), queue: true });
      const handed = [];
      const payloads = [new ArrayBuffer(3), new Uint8Array([1, 2]), 'text', ...(t.isBrowser ? [new Blob(['b'])] : [])];
      t.interceptSends((data, pass) => {
        handed.push(data);
        pass();
      });
      for (const data of payloads) task.send({ data });
      expect(task.stats().queuedBytes).to.equal(t.isBrowser ? 10 : 9);
      await received(task, payloads.length);
      expect(handed.every((data, place) => t.isHanded(data, payloads[place]))).to.equal(true);
    });

    it('QUEUE-1 CLOSE-2 after close() nothing waits: send fails at once', async () => {
      const task = await t.open('/silent', {}, { queue: true, closeTimeout: 100 });
      task.close();
      t.expectFailure(await t.failure(task.send({ data: 'late' })), 'sendSocketMessage', 'not OPEN', 10002);
      await t.next(task, 'close');
      t.expectFailure(await t.failure(task.send({ data: 'late' })), 'sendSocketMessage', 'not OPEN', 10002);
      t.expectFailure(await t.failure(uni.sendSocketMessage({ data: 'late' })), 'sendSocketMessage', 'not connected', 10002);
    });

    it('QUEUE-1 SEND-1 wrong data fails at once and does not wait', async () => {
      const task = waiting();
      t.expectFailure(await t.failure(task.send({ data: 5 })), 'sendSocketMessage', '"data"', 609001);
      expect(task.stats().queuedMessages).to.equal(0);
    });

    it('QUEUE-2 order holds across the flush, also for what open’s listeners send', async () => {
      const task = t.connect({ url: t.url('/echo'), queue: true });
      for (const data of ['1', '2', '3']) task.send({ data, success: () => data === '3' && task.send({ data: '6' }) });
      task.onOpen(() => {
        task.send({ data: '4' });
        task.send({ data: '5' });
      });
      expect(await received(task, 6)).to.deep.equal(['1', '2', '3', '4', '5', '6']);
    });

    it('QUEUE-2 order holds across reconnects', async () => {
      const task = t.connect({
        url: inTurn(t.url('/refuse'), t.url('/close', { code: 1011, after: 1 }), t.url('/echo')),
        queue: true,
        reconnect: SOON,
      });
      let number = 0;
      const send = () => task.send({ data: String(number++) });
      task.onReconnecting(() => {
        send();
        send();
      });
      await t.opened(task);
      // 0 and 1 have gone to the connection that closes after the first of them.
      const texts = await received(task, 2);
      expect(texts).to.deep.equal(['2', '3']);
      send();
      expect(await received(task, 1)).to.deep.equal(['4']);
      expect(task.stats()).to.deep.include({ messagesSent: 5, queuedMessages: 0 });
    });

    it('QUEUE-2 a hundred messages that wait arrive in order', async () => {
      const task = t.connect({ url: t.url('/echo'), queue: true });
      const numbers = Array.from({ length: 100 }, (_, number) => String(number));
      const results = numbers.map((data) => task.send({ data }));
      expect(await received(task, 100)).to.deep.equal(numbers);
      await Promise.all(results);
    });

    it('QUEUE-2 QUEUE-3 one that the host does not take fails by itself; the others go on in order', async () => {
      // Peers' bug: it is put back at the end of the queue, or those behind it are lost.
      const task = t.connect({ url: t.url('/echo'), queue: true });
      const broken = new Error('thrown by the host');
      t.interceptSends((data, pass) => {
        if (data === '2') throw broken;
        pass();
      });
      const outcomes = [];
      const note = noting(outcomes);
      for (const data of ['1', '2', '3', '4']) task.send({ data, ...note(data) });
      expect(await received(task, 3)).to.deep.equal(['1', '3', '4']);
      expect(outcomes).to.deep.equal([
        ['1', 'ok'],
        ['2', 602001],
        ['3', 'ok'],
        ['4', 'ok'],
      ]);
      expect(task.stats().messagesSent).to.equal(3);
    });

    it('QUEUE-3 overflow `reject`, the default: the new one fails, with 10001', async () => {
      for (const overflow of ['reject', undefined]) {
        const task = waiting({ maxMessages: 2, overflow });
        const kept = [task.send({ data: 'a' }), task.send({ data: 'b' })];
        t.expectFailure(await t.failure(task.send({ data: 'c' })), 'sendSocketMessage', 'queue', 10001);
        expect(task.stats()).to.deep.include({ queuedMessages: 2, queuedBytes: 2, dropped: { overflow: 1 } });
        expect(task.drainQueue()).to.deep.equal(['a', 'b']);
        await Promise.allSettled(kept);
      }
    });

    it('QUEUE-3 overflow `dropOldest`: the oldest one fails, with 10001', async () => {
      const task = waiting({ maxMessages: 2, overflow: 'dropOldest' });
      const first = t.failure(task.send({ data: 'a' }));
      task.send({ data: 'b' });
      task.send({ data: 'c' });
      t.expectFailure(await first, 'sendSocketMessage', 'queue', 10001);
      expect(task.stats()).to.deep.include({ queuedMessages: 2, dropped: { overflow: 1 } });
      expect(task.drainQueue()).to.deep.equal(['b', 'c']);
    });

    it('QUEUE-3 maxBytes: bytes of binary, UTF-16 code units of text', async () => {
      const task = waiting({ maxBytes: 10 });
      task.send({ data: new Uint8Array(6) });
      task.send({ data: '中文' });
      expect(task.stats().queuedBytes).to.equal(8);
      t.expectFailure(await t.failure(task.send({ data: 'xyz' })), 'sendSocketMessage', '', 10001);
      task.send({ data: 'yz' });
      expect(task.stats()).to.deep.include({ queuedMessages: 3, queuedBytes: 10 });
    });

    it('QUEUE-3 dropOldest makes room for a large one, and one that can never fit fails alone', async () => {
      const task = waiting({ maxBytes: 10, overflow: 'dropOldest' });
      const gone = ['aaaa', 'bbbb'].map((data) => t.failure(task.send({ data })));
      task.send({ data: 'c'.repeat(9) });
      for (const error of await Promise.all(gone)) expect(error.errCode).to.equal(10001);
      expect((await t.failure(task.send({ data: 'd'.repeat(11) }))).errCode).to.equal(10001);
      expect(task.drainQueue()).to.deep.equal(['c'.repeat(9)]);
    });

    it('QUEUE-3 maxMessages 0 keeps nothing', async () => {
      const task = waiting({ maxMessages: 0 });
      expect((await t.failure(task.send({ data: 'a' }))).errCode).to.equal(10001);
    });

    it('QUEUE-3 maxAge: what has waited too long fails as timed out, the rest goes on', async () => {
      const task = waiting({ maxAge: 40 });
      const error = await t.failure(task.send({ data: 'old' }));
      t.expectFailure(error, 'sendSocketMessage', 'timeout', 609002);
      expect(task.stats()).to.deep.include({ queuedMessages: 0, queuedBytes: 0, dropped: { expired: 1 } });
    });

    it('QUEUE-3 close() fails what waits as closed', async () => {
      const task = waiting();
      const outcomes = [];
      const note = noting(outcomes);
      for (const data of ['a', 'b']) task.send({ data, ...note(data) });
      const last = t.failure(task.send({ data: 'c' }));
      task.close();
      t.expectFailure(await last, 'sendSocketMessage', 'closed', 10002);
      expect(outcomes).to.deep.equal([
        ['a', 10002],
        ['b', 10002],
      ]);
      expect(task.stats()).to.deep.include({ queuedMessages: 0, dropped: { closed: 3 } });
    });

    it('QUEUE-3 the end of the connection fails what waits: refused, timed out, and given up', async () => {
      for (const options of [
        { url: t.url('/refuse') },
        { url: t.url('/hang'), timeout: 20 },
        { url: t.url('/refuse'), reconnect: { ...SOON, maxAttempts: 2 } },
        { url: () => Promise.reject(new Error('no token')) },
      ]) {
        const task = t.connect({ queue: true, ...options });
        const closed = t.next(task, 'close');
        t.expectFailure(await t.failure(task.send({ data: 'hello' })), 'sendSocketMessage', '', 10002);
        await closed;
        expect(task.stats().dropped).to.deep.equal({ closed: 1 });
      }
    });

    it('QUEUE-3 QUEUE-4 TASK dropped is counted by reason', async () => {
      const task = waiting({ maxMessages: 2, maxAge: 30 });
      const old = t.failure(task.send({ data: '1' }));
      await old;
      const controller = new AbortController();
      task.send({ data: '2', signal: controller.signal });
      task.send({ data: '3' });
      task.send({ data: '4' });
      controller.abort();
      task.close();
      expect(task.stats().dropped).to.deep.equal({ overflow: 1, expired: 1, closed: 1, withdrawn: 1 });
    });

    it('QUEUE-2 reconnect() keeps what waits', async () => {
      const task = t.connect({ url: inTurn(t.url('/hang'), t.url('/echo')), queue: true });
      task.send({ data: 'a' });
      task.send({ data: 'b' });
      task.reconnect();
      task.send({ data: 'c' });
      expect(await received(task, 3)).to.deep.equal(['a', 'b', 'c']);
    });

    it('QUEUE-4 volatile never waits', async () => {
      const task = t.connect({ url: t.url('/echo'), queue: true });
      const opened = t.opened(task);
      const early = [task.send, uni.sendSocketMessage].map((send) => t.failure(send({ data: 'now', volatile: true })));
      t.expectFailure(await early[0], 'sendSocketMessage', 'not OPEN', 10002);
      t.expectFailure(await early[1], 'sendSocketMessage', 'not connected', 10002);
      expect(task.stats()).to.deep.include({ queuedMessages: 0, dropped: {} });
      await opened;
      const echoed = received(task, 1);
      await task.send({ data: 'open', volatile: true });
      expect(await echoed).to.deep.equal(['open']);
    });

    it('QUEUE-4 volatile false, and volatile without a queue, change nothing', async () => {
      const task = t.connect({ url: t.url('/echo'), queue: true });
      task.send({ data: 'waits', volatile: false });
      expect(await received(task, 1)).to.deep.equal(['waits']);
      const plain = await t.open('/echo');
      plain.send({ data: 'plain', volatile: true });
      expect(await received(plain, 1)).to.deep.equal(['plain']);
    });

    it('QUEUE-4 a signal withdraws what waits, and nothing else', async () => {
      const task = t.connect({ url: t.url('/echo'), queue: true });
      const controller = new AbortController();
      const { signal } = controller;
      task.send({ data: 'a' });
      const withdrawn = [t.failure(task.send({ data: 'b', signal })), t.failure(task.send({ data: 'c', signal }))];
      task.send({ data: 'd' });
      controller.abort();
      expect(task.stats()).to.deep.include({ queuedMessages: 2, queuedBytes: 2, dropped: { withdrawn: 2 } });
      const rest = received(task, 2);
      for (const error of await Promise.all(withdrawn)) t.expectFailure(error, 'sendSocketMessage', 'withdrawn', 609003);
      expect(await rest).to.deep.equal(['a', 'd']);
    });

    it('QUEUE-4 GLOBAL-1 a message sent without a task is withdrawn where it waits, whichever task is the current one by then', async () => {
      const older = await t.open('/echo');
      const closed = t.next(older, 'close');
      older.close();
      await closed;
      const task = waiting();
      const controller = new AbortController();
      const withdrawn = t.failure(uni.sendSocketMessage({ data: 'a', signal: controller.signal }));
      older.reconnect();
      controller.abort();
      expect(task.stats()).to.deep.include({ queuedMessages: 0, dropped: { withdrawn: 1 } });
      t.expectFailure(await withdrawn, 'sendSocketMessage', 'withdrawn', 609003);
    });

    it('QUEUE-4 a signal that is aborted already: the message is not sent, in any state', async () => {
      const tag = t.tag();
      const reason = new Error('of the test');
      const signal = AbortSignal.abort(reason);
      const open = await t.open('/echo', { tag });
      for (const task of [waiting(), open]) {
        const error = await t.failure(task.send({ data: 'no', signal }));
        t.expectFailure(error, 'sendSocketMessage', 'withdrawn', 609003);
        expect(error.cause).to.equal(reason);
      }
      open.send({ data: 'yes' });
      expect(await received(open, 1)).to.deep.equal(['yes']);
      expect((await t.observe(tag)).messages).to.equal(1);
    });

    it('QUEUE-4 CALL-3 a signal that is aborted after the message was sent changes nothing', async () => {
      const task = t.connect({ url: t.url('/echo'), queue: true });
      const controller = new AbortController();
      const first = received(task, 1);
      const { ran } = await t.settle(task.send, { data: 'a', signal: controller.signal });
      controller.abort();
      await first;
      const second = received(task, 1);
      const plain = new AbortController();
      await task.send({ data: 'b', signal: plain.signal });
      plain.abort();
      expect(await second).to.deep.equal(['b']);
      expect(ran).to.deep.equal(['returned', 'success', 'complete']);
      expect(task.stats()).to.deep.include({ messagesSent: 2, dropped: {} });
    });

    it('QUEUE-4 a signal does not keep what is over', async () => {
      const { signal } = new AbortController();
      let listeners = 0;
      const { addEventListener, removeEventListener } = signal;
      signal.addEventListener = (...args) => (listeners++, addEventListener.apply(signal, args));
      signal.removeEventListener = (...args) => (listeners--, removeEventListener.apply(signal, args));
      const task = t.connect({ url: t.url('/echo'), queue: true });
      const sent = task.send({ data: 'a', signal });
      expect(listeners).to.equal(1);
      await sent;
      expect(listeners).to.equal(0);
      const other = waiting();
      const failing = t.failure(other.send({ data: 'b', signal }));
      other.close();
      await failing;
      expect(listeners).to.equal(0);
    });

    it('QUEUE-5 drainQueue() hands back what was never sent, in order; those sends fail as withdrawn', async () => {
      const task = waiting();
      const buffer = new ArrayBuffer(2);
      const outcomes = [];
      const note = noting(outcomes);
      const payloads = ['a', buffer, 'c'];
      payloads.forEach((data, place) => task.send({ data, ...note(place) }));
      const last = t.failure(task.send({ data: 'd' }));
      const drained = task.drainQueue();
      expect(drained).to.be.an('array').and.have.lengthOf(4);
      expect(drained[1]).to.equal(buffer);
      expect([drained[0], drained[2], drained[3]]).to.deep.equal(['a', 'c', 'd']);
      expect(outcomes).to.deep.equal([]);
      t.expectFailure(await last, 'sendSocketMessage', 'withdrawn', 609003);
      expect(outcomes).to.deep.equal([
        [0, 609003],
        [1, 609003],
        [2, 609003],
      ]);
      expect(task.stats()).to.deep.include({ queuedMessages: 0, queuedBytes: 0, dropped: { withdrawn: 4 } });
      expect(task.drainQueue()).to.deep.equal([]);
    });

    it('QUEUE-5 drainQueue() of a task without a queue, of an open and of a closed one is empty', async () => {
      const plain = await t.open('/echo');
      const task = await t.open('/echo', {}, { queue: true });
      task.send({ data: 'sent' });
      expect([plain.drainQueue(), task.drainQueue()]).to.deep.equal([[], []]);
      expect(await received(task, 1)).to.deep.equal(['sent']);
      task.close();
      await t.next(task, 'close');
      expect(task.drainQueue()).to.deep.equal([]);
    });

    it('QUEUE-5 CALL-7 what was handed back can be sent again, also in onReconnecting', async () => {
      const task = t.connect({ url: inTurn(t.url('/refuse'), t.url('/echo')), queue: true, reconnect: SOON });
      task.send({ data: 'a' });
      task.send({ data: 'b' });
      task.onReconnecting(() =>
        task
          .drainQueue()
          .reverse()
          .forEach((data) => task.send({ data })),
      );
      expect(await received(task, 2)).to.deep.equal(['b', 'a']);
    });

    it('QUEUE-3 RES-6 a Promise that fails in the queue raises no unhandled rejection', async () => {
      const reasons = await t.rejectionsDuring(async () => {
        const task = waiting({ maxMessages: 1 });
        task.send({ data: 'a' });
        task.send({ data: 'b' });
        task.close();
        await t.next(task, 'close');
        await t.fence();
      });
      expect(reasons).to.deep.equal([]);
    });
  });
};
