const ABNORMAL = { code: 1006, reason: '', wasClean: false };

export default (t) => {
  const { expect, uni } = t;

  describe('CLOSE: task.close and uni.closeSocket', () => {
    const FRAMES = [
      [undefined, { code: 1000, reason: '' }],
      [null, { code: 1000, reason: '' }],
      [{}, { code: 1000, reason: '' }],
      [
        { code: undefined, reason: undefined },
        { code: 1000, reason: '' },
      ],
      [
        { code: null, reason: null },
        { code: 1000, reason: '' },
      ],
      [
        { code: 0, reason: 'zero' },
        { code: 1000, reason: 'zero' },
      ],
      [{ reason: 'only a reason' }, { code: 1000, reason: 'only a reason' }],
      [{ code: 1000 }, { code: 1000, reason: '' }],
      [{ code: 3000 }, { code: 3000, reason: '' }],
      [
        { code: 4999, reason: 'x'.repeat(123) },
        { code: 4999, reason: 'x'.repeat(123) },
      ],
      [
        { code: 4000, reason: '中'.repeat(41) },
        { code: 4000, reason: '中'.repeat(41) },
      ],
    ];
    for (const name of ['task.close', 'uni.closeSocket']) {
      it(`CLOSE-1 ${name}: what may be said reaches the peer, and comes back with the event`, async () => {
        for (const [options, frame] of FRAMES) {
          const tag = t.tag();
          const task = await t.open('/echo', { tag });
          const closed = t.next(task, 'close');
          expect(await (name === 'task.close' ? task.close : uni.closeSocket)(options)).to.deep.equal({
            errMsg: 'closeSocket:ok',
          });
          expect(await closed).to.deep.equal({ ...frame, wasClean: true });
          expect((await t.observe(tag, 'ended:1')).closes).to.deep.equal([frame]);
        }
      });

      it(`CLOSE-1 ${name}: what may not be said is a plain failure, and the connection stays`, async () => {
        const tag = t.tag();
        const task = await t.open('/echo', { tag });
        const close = name === 'task.close' ? task.close : uni.closeSocket;
        for (const code of [1, 999, 1001, 1005, 1006, 1015, 2999, 5000, 65536 + 1000, -1000, 3000.5, NaN, Infinity]) {
          t.expectFailure(await t.failure(close({ code })), 'closeSocket', '"code"', 609001);
        }
        for (const reason of ['x'.repeat(124), '中'.repeat(42), '🙂'.repeat(31)]) {
          t.expectFailure(await t.failure(close({ reason })), 'closeSocket', '"reason"', 609001);
        }
        expect(task.readyState).to.equal(task.OPEN);
        task.send({ data: 'still open' });
        await t.next(task, 'message');
        expect((await t.observe(tag)).closes).to.deep.equal([]);
      });
    }

    it('CLOSE-2 close before open, in the same breath: no open, no error, one close, after success', async () => {
      const order = [];
      const task = t.connect({ url: t.url('/echo') });
      const heard = [t.record(task), t.record()];
      task.onClose(() => order.push('close'));
      task.close({ code: 4000, reason: 'changed my mind', success: () => order.push('success') });
      expect(task.readyState).to.equal(task.CLOSING);
      order.push('returned');
      await t.next(task, 'close');
      expect(task.readyState).to.equal(task.CLOSED);
      await t.fence();
      expect(order).to.deep.equal(['returned', 'success', 'close']);
      for (const events of heard) expect([...events]).to.deep.equal([{ kind: 'close', event: ABNORMAL }]);
    });

    it('CLOSE-2 close while the handshake is under way releases the host’s socket', async () => {
      const tag = t.tag();
      const task = t.connect({ url: t.url('/hang', { tag }) });
      const heard = t.record(task);
      await t.observe(tag, 'handshakes:1');
      expect(await task.close()).to.deep.equal({ errMsg: 'closeSocket:ok' });
      await t.released(tag);
      await t.fence();
      expect([...heard]).to.deep.equal([{ kind: 'close', event: ABNORMAL }]);
    });

    it('CLOSE-2 close from the success of connectSocket, and by uni.closeSocket before open', async () => {
      const task = uni.connectSocket({ url: t.url('/echo'), success: () => task.close() });
      const own = t.record(task);
      await t.next(task, 'close');
      const other = t.connect({ url: t.url('/echo') });
      const others = t.record(other);
      const closed = t.next(other, 'close');
      await uni.closeSocket();
      await closed;
      await t.fence();
      expect([own.kinds, others.kinds]).to.deep.equal([['close'], ['close']]);
    });

    it('CLOSE-2 in CLOSING and in CLOSED it succeeds, and there is no second event', async () => {
      const tag = t.tag();
      const task = await t.open('/echo', { tag });
      const heard = [t.record(task), t.record()];
      const closed = t.next(task, 'close');
      task.close({ code: 4001 });
      expect(task.readyState).to.equal(task.CLOSING);
      expect(await task.close({ code: 4002 })).to.deep.equal({ errMsg: 'closeSocket:ok' });
      await closed;
      expect(await task.close({ code: 4003 })).to.deep.equal({ errMsg: 'closeSocket:ok' });
      expect((await t.observe(tag, 'ended:1')).closes).to.deep.equal([{ code: 4001, reason: '' }]);
      await t.fence();
      for (const events of heard) expect(events.kinds).to.deep.equal(['close']);
    });

    it('CLOSE-2 after a failed connection it succeeds', async () => {
      const task = t.connect({ url: t.refusedUrl });
      const heard = t.record(task);
      await t.next(task, 'error');
      expect(await task.close()).to.deep.equal({ errMsg: 'closeSocket:ok' });
      await t.fence();
      expect(heard.kinds).to.deep.equal(['error', 'close']);
    });

    it('CLOSE-3 after close no message is delivered', async () => {
      const tag = t.tag();
      const task = await t.open('/flood', { count: 5_000, size: 100, tag });
      const heard = t.record(task);
      await t.next(task, 'message');
      const before = heard.length;
      task.close();
      await t.next(task, 'close');
      await t.observe(tag, 'ended:1');
      await t.fence();
      expect(heard.kinds.slice(before)).to.deep.equal(['close']);
      expect(task.stats().messagesReceived).to.equal(before);
    });

    it('CLOSE-3 the event has the peer’s code and reason if it answered', async () => {
      const task = await t.open('/close', { code: 4100, reason: '再见', after: 1 });
      task.send({ data: 'go' });
      expect(await t.next(task, 'close')).to.deep.equal({ code: 4100, reason: '再见', wasClean: true });
    });

    it('CLOSE-3 a peer that does not answer: one close when closeTimeout passes, option before configure', async () => {
      await t.configure({ closeTimeout: 60_000 });
      const soon = await t.open('/silent', {}, { closeTimeout: 100 });
      await t.configure({ closeTimeout: 200 });
      const later = await t.open('/silent');
      const heard = [t.record(soon), t.record(later)];
      const begin = performance.now();
      const both = [soon, later].map(async (task) => {
        const closed = t.next(task, 'close');
        task.close();
        await closed;
        return performance.now() - begin;
      });
      const [first, second] = await Promise.all(both);
      expect(first).to.be.at.least(99);
      expect(second).to.be.at.least(199);
      await t.fence();
      for (const events of heard) expect([...events]).to.deep.equal([{ kind: 'close', event: ABNORMAL }]);
    });

    it('CLOSE-3 without any setting closeTimeout is 10000 ms', async () => {
      const page = await t.fastPage(50);
      await page.ready;
      const task = page.uni.connectSocket({ url: t.url('/silent'), timeout: 0, complete() {} });
      await t.opened(task);
      const begin = page.now();
      task.close();
      expect(await t.next(task, 'close')).to.deep.equal(ABNORMAL);
      // The upper end leaves a busy machine 0.2 s.
      expect(page.now() - begin).to.be.within(10_000, 20_000);
    });

    it('CLOSE-3 closeTimeout 0 does not wait for the peer', async () => {
      const task = await t.open('/silent', {}, { closeTimeout: 0 });
      const heard = t.record(task);
      task.close();
      expect(heard.kinds).to.deep.equal([]);
      expect(await t.next(task, 'close')).to.deep.equal(ABNORMAL);
    });

    it('CLOSE-4 nothing open', async () => {
      for (const options of [undefined, null, {}, { code: 3000 }]) {
        t.expectFailure(await t.failure(uni.closeSocket(options)), 'closeSocket', 'WebSocket is not connected', 10002);
      }
      const { ran, result } = await t.settle(uni.closeSocket, {});
      await t.fence();
      expect(ran).to.deep.equal(['returned', 'fail', 'complete']);
      expect(result.errMsg).to.equal('closeSocket:fail WebSocket is not connected');
    });

    it('CLOSE-4 a task that is closing or closed is nothing open', async () => {
      const task = await t.open('/silent', {}, { closeTimeout: 100 });
      const closed = t.next(task, 'close');
      await uni.closeSocket();
      t.expectFailure(await t.failure(uni.closeSocket()), 'closeSocket', 'WebSocket is not connected', 10002);
      await closed;
      t.expectFailure(await t.failure(uni.closeSocket()), 'closeSocket', 'WebSocket is not connected', 10002);
    });
  });
};
