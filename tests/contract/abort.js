const SOON = { initialDelay: 1, maxDelay: 4, jitter: 'none' };
const NEVER = { initialDelay: 1e9, maxDelay: 1e9, jitter: 'none' };
const ABNORMAL = { code: 1006, reason: '', wasClean: false };

export default (t) => {
  const { expect, uni } = t;

  describe('ABORT: signal', () => {
    it('ABORT while connecting: no open and no error, one close', async () => {
      const tag = t.tag();
      const controller = new AbortController();
      const task = t.connect({ url: t.url('/hang', { tag }), signal: controller.signal });
      const heard = [t.record(task), t.record()];
      await t.observe(tag, 'handshakes:1');
      controller.abort();
      for (const events of heard) expect(events.kinds).to.deep.equal([]);
      await t.next(task, 'close');
      await t.released(tag);
      await t.fence();
      for (const events of heard) expect(events).to.deep.equal([{ kind: 'close', event: ABNORMAL }]);
    });

    it('ABORT while open: a clean close, as by close()', async () => {
      const tag = t.tag();
      const controller = new AbortController();
      const task = await t.open('/echo', { tag }, { signal: controller.signal });
      controller.abort();
      expect(task.readyState).to.equal(task.CLOSING);
      expect(await t.next(task, 'close')).to.deep.equal({ code: 1000, reason: '', wasClean: true });
      expect((await t.observe(tag, 'closes:1')).closes).to.deep.equal([{ code: 1000, reason: '' }]);
    });

    it('ABORT between two attempts: it is over', async () => {
      const tag = t.tag();
      const controller = new AbortController();
      const task = t.connect({ url: t.url('/refuse', { tag }), reconnect: NEVER, queue: true, signal: controller.signal });
      const failing = t.failure(task.send({ data: 'waits' }));
      await t.next(task, 'reconnecting');
      const heard = t.record(task);
      const closed = t.next(task, 'close');
      controller.abort();
      t.expectFailure(await failing, 'sendSocketMessage', 'closed', 10002);
      await closed;
      await t.fence();
      expect(heard.kinds).to.deep.equal(['close']);
      expect((await t.observe(tag)).handshakes).to.equal(1);
    });

    it('ABORT while a function for url is asked: it is over', async () => {
      const tag = t.tag();
      const controller = new AbortController();
      let answer;
      const url = () => new Promise((resolve) => (answer = resolve));
      const task = t.connect({ url, reconnect: SOON, signal: controller.signal });
      await t.fence();
      controller.abort();
      await t.next(task, 'close');
      answer(t.url('/echo', { tag }));
      await t.fence();
      expect((await t.observe(tag)).handshakes).to.equal(0);
    });

    it('ABORT while closing or closed: nothing changes', async () => {
      const controllers = [new AbortController(), new AbortController()];
      const closing = await t.open('/echo', {}, { signal: controllers[0].signal });
      const heard = t.record(closing);
      closing.close({ code: 3000 });
      controllers[0].abort();
      expect((await t.next(closing, 'close')).code).to.equal(3000);
      const closed = await t.open('/echo', {}, { signal: controllers[1].signal });
      closed.close();
      await t.next(closed, 'close');
      const later = t.record(closed);
      controllers[1].abort();
      await t.fence();
      expect(heard.kinds).to.deep.equal(['close']);
      expect(later.kinds).to.deep.equal([]);
    });

    it('ABORT before the call: a plain failure “aborted”, and no connection', async () => {
      const tag = t.tag();
      const shared = t.record();
      const reason = new Error('of the test');
      const options = { url: t.url('/echo', { tag }), signal: AbortSignal.abort(reason) };
      const { ran, result, returned: task } = await t.settle(uni.connectSocket, options);
      t.expectFailure(result, 'connectSocket', 'aborted', 609003);
      expect(result.cause).to.equal(reason);
      t.expectFailure(await t.failure(uni.connectSocket(options)), 'connectSocket', 'aborted', 609003);
      await t.fence();
      expect(ran).to.deep.equal(['returned', 'fail', 'complete']);
      expect(task.readyState).to.equal(task.CLOSED);
      expect(await task.close()).to.deep.equal({ errMsg: 'closeSocket:ok' });
      expect(shared.kinds).to.deep.equal([]);
      expect((await t.observe(tag)).handshakes).to.equal(0);
    });

    it('ABORT one signal closes all the tasks that it was given to', async () => {
      const controller = new AbortController();
      const options = { signal: controller.signal };
      const tasks = [
        await t.open('/echo', {}, options),
        await t.open('/echo', {}, options),
        t.connect({ url: t.url('/hang'), ...options }),
      ];
      const closed = Promise.all(tasks.map((task) => t.next(task, 'close')));
      controller.abort();
      await closed;
    });

    it('ABORT the signal closes a task that came back with reconnect()', async () => {
      const controller = new AbortController();
      const task = await t.open('/echo', {}, { signal: controller.signal });
      task.close();
      await t.next(task, 'close');
      task.reconnect();
      await t.opened(task);
      controller.abort();
      expect((await t.next(task, 'close')).code).to.equal(1000);
    });

    it('ABORT reconnect() does not bring an aborted task back', async () => {
      const controller = new AbortController();
      const tag = t.tag();
      const task = await t.open('/echo', { tag }, { signal: controller.signal });
      controller.abort();
      await t.next(task, 'close');
      task.reconnect();
      await t.fence();
      expect(task.readyState).to.equal(task.CLOSED);
      expect((await t.observe(tag)).handshakes).to.equal(1);
    });

    it('ABORT a signal that outlives the task does not keep it', async () => {
      const { signal } = new AbortController();
      let listeners = 0;
      const { addEventListener, removeEventListener } = signal;
      signal.addEventListener = (...args) => (listeners++, addEventListener.apply(signal, args));
      signal.removeEventListener = (...args) => (listeners--, removeEventListener.apply(signal, args));
      const task = await t.open('/echo', {}, { signal });
      expect(listeners).to.equal(1);
      task.close();
      await t.next(task, 'close');
      await t.fence();
      expect(listeners).to.equal(0);
      await t.failure(uni.connectSocket({ url: 'ws://[', signal }));
      await t.failure(uni.connectSocket({ url: t.url('/echo'), timeout: 'soon', signal }));
      expect(listeners).to.equal(0);
    });
  });
};
