const STATS = [
  'state',
  'attempts',
  'opens',
  'messagesSent',
  'messagesReceived',
  'bytesSent',
  'bytesReceived',
  'queuedMessages',
  'queuedBytes',
  'dropped',
  'roundTrip',
  'connectedAt',
  'lastClose',
];

/** The iteration over a task, with a look at what it is like right behind the call that leaves it. */
const leaving = (task, look) => ({
  [Symbol.asyncIterator]() {
    const iterator = task[Symbol.asyncIterator]();
    const leave = (value) => {
      const left = iterator.return(value);
      look();
      return left;
    };
    return { next: () => iterator.next(), return: leave };
  },
});

export default (t) => {
  const { expect } = t;

  describe('TASK: more members', () => {
    it('TASK readyState goes through its four values, which have names', async () => {
      const task = t.connect({ url: t.url('/echo') });
      expect([task.CONNECTING, task.OPEN, task.CLOSING, task.CLOSED]).to.deep.equal([0, 1, 2, 3]);
      expect(task.readyState).to.equal(task.CONNECTING);
      const states = [];
      task.onOpen(() => states.push(task.readyState));
      task.onClose(() => states.push(task.readyState));
      await t.opened(task);
      expect(task.readyState).to.equal(task.OPEN);
      task.close();
      expect(task.readyState).to.equal(task.CLOSING);
      await t.next(task, 'close');
      expect(task.readyState).to.equal(task.CLOSED);
      expect(states).to.deep.equal([task.OPEN, task.CLOSED]);
    });

    it('TASK readyState is CLOSED when error is delivered', async () => {
      const task = t.connect({ url: t.refusedUrl });
      let state;
      task.onError(() => {
        state = task.readyState;
      });
      await t.next(task, 'close');
      expect(state).to.equal(task.CLOSED);
    });

    it('TASK id, url and protocol', async () => {
      const url = t.url('/protocol', { pick: 'second' });
      const task = t.connect({ url, protocols: ['first', 'second', 'third'] });
      expect(task.id).to.be.a('string').and.not.equal('');
      expect(task.url).to.equal(url);
      expect(task.protocol).to.equal('');
      await t.opened(task);
      expect(task.protocol).to.equal('second');
      expect((await t.open('/echo')).protocol).to.equal('');
    });

    it('TASK bufferedAmount is what the host has taken and not yet sent', async () => {
      const task = t.connect({ url: t.url('/echo') });
      expect(task.bufferedAmount).to.equal(0);
      await t.opened(task);
      // The host sends nothing before this turn is over.
      task.send({ data: new ArrayBuffer(1_000_000) });
      task.send({ data: '中文' });
      if (t.isBrowser) expect(task.bufferedAmount).to.equal(1_000_006);
      else expect(task.bufferedAmount).to.be.a('number');
      await t.next(task, 'message');
      await t.next(task, 'message');
      expect(task.bufferedAmount).to.equal(0);
    });

    it('TASK stats() counts, over reconnects too', async () => {
      const task = t.connect({ url: t.url('/echo') });
      expect(task.stats()).to.deep.equal({
        state: 'connecting',
        attempts: 1,
        opens: 0,
        messagesSent: 0,
        messagesReceived: 0,
        bytesSent: 0,
        bytesReceived: 0,
        queuedMessages: 0,
        queuedBytes: 0,
        dropped: {},
        roundTrip: null,
        connectedAt: null,
        lastClose: null,
      });
      const before = Date.now();
      await t.opened(task);
      const { connectedAt } = task.stats();
      // Two clocks are compared; they agree to a millisecond or two.
      expect(connectedAt).to.be.within(before - 5, Date.now() + 5);
      task.send({ data: 'hello' });
      await t.next(task, 'message');
      task.send({ data: new Uint8Array(10) });
      await t.next(task, 'message');
      const traffic = { messagesSent: 2, messagesReceived: 2, bytesSent: 15, bytesReceived: 15 };
      expect(task.stats()).to.deep.include({ state: 'open', attempts: 1, opens: 1, ...traffic });
      task.close({ code: 4000, reason: 'done' });
      expect(task.stats()).to.deep.include({ state: 'closing', connectedAt: null });
      await t.next(task, 'close');
      const lastClose = { code: 4000, reason: 'done', wasClean: true };
      expect(task.stats()).to.deep.include({ state: 'closed', connectedAt: null, lastClose, ...traffic });
      task.reconnect();
      await t.opened(task);
      expect(task.stats()).to.deep.include({ state: 'open', attempts: 2, opens: 2, ...traffic });
    });

    it('TASK stats() is a fresh plain object with all its fields, in every state', async () => {
      const closed = await t.open('/echo');
      closed.close();
      await t.next(closed, 'close');
      const connecting = t.connect({ url: t.otherUrl('/hang') });
      for (const task of [closed, await t.open('/echo'), connecting]) {
        const stats = task.stats();
        expect(Object.keys(stats)).to.have.members(STATS);
        expect(Object.getPrototypeOf(stats)).to.equal(t.realm.Object.prototype);
        expect(JSON.parse(JSON.stringify(stats))).to.deep.equal(stats);
        const before = structuredClone({ ...stats, connectedAt: null });
        for (const key of STATS) {
          if (stats[key] !== null && typeof stats[key] === 'object') stats[key].changed = true;
          stats[key] = 'changed';
        }
        expect({ ...task.stats(), connectedAt: null }).to.deep.equal(before);
      }
    });

    it('TASK connectedAt stays what it is while the connection lasts', async () => {
      const task = await t.open('/echo');
      const seen = new Set([task.stats().connectedAt]);
      for (let round = 0; round < 20; round += 1) {
        await t.fence();
        seen.add(task.stats().connectedAt);
      }
      expect([...seen]).to.have.lengthOf(1);
    });

    it('TASK stats() counts no message that failed', async () => {
      const task = await t.open('/echo');
      await t.failure(task.send({ data: 5 }));
      const closed = t.next(task, 'close');
      task.close();
      await t.failure(task.send({ data: 'late' }));
      await closed;
      expect(task.stats()).to.deep.include({ messagesSent: 0, bytesSent: 0 });
    });

    it('TASK reconnect() while open: the connection is abandoned silently, and open comes again', async () => {
      const tag = t.tag();
      const task = await t.open('/echo', { tag });
      const heard = [t.record(task), t.record()];
      task.reconnect();
      expect(task.readyState).to.equal(task.CONNECTING);
      expect((await t.next(task, 'open')).reconnected).to.equal(true);
      await t.observe(tag, 'ended:1');
      await t.fence();
      for (const events of heard) expect(events.kinds).to.deep.equal(['open']);
      expect(await t.observe(tag)).to.deep.include({ handshakes: 2, open: 1 });
      task.send({ data: 'again' });
      expect((await t.next(task, 'message')).data).to.equal('again');
    });

    it('TASK reconnect() while connecting: the attempt is abandoned silently', async () => {
      const tag = t.tag();
      const task = t.connect({ url: t.url('/hang', { tag }) });
      const heard = t.record(task);
      await t.observe(tag, 'handshakes:1');
      task.reconnect();
      await t.observe(tag, 'handshakes:2');
      await t.released(tag);
      await t.fence();
      expect(heard.kinds).to.deep.equal([]);
      expect(task.readyState).to.equal(task.CONNECTING);
    });

    it('TASK reconnect() while closing: the close that is owed comes first', async () => {
      const task = await t.open('/echo');
      const heard = t.record(task);
      const opened = t.next(task, 'open');
      task.close();
      task.reconnect();
      await opened;
      await t.fence();
      expect(heard.kinds).to.deep.equal(['close', 'open']);
    });

    it('TASK reconnect() when closed or failed: a new attempt, with the same options and counters', async () => {
      const closed = await t.open('/protocol', {}, { protocols: ['one', 'two'] });
      closed.close();
      await t.next(closed, 'close');
      closed.reconnect();
      expect((await t.opened(closed)).reconnected).to.equal(true);
      expect(closed.protocol).to.equal('two');
      const failed = t.connect({ url: t.refusedUrl });
      await t.next(failed, 'close');
      const heard = t.record(failed);
      failed.reconnect();
      expect(failed.readyState).to.equal(failed.CONNECTING);
      await t.next(failed, 'close');
      await t.fence();
      expect(heard.kinds).to.deep.equal(['error', 'close']);
      expect(failed.stats()).to.deep.include({ attempts: 2, opens: 0 });
    });

    it('TASK reconnect() of a task with a URL that the host refuses: error, then close', async () => {
      const task = t.connect({ url: 'ws://[' });
      await t.fence();
      const heard = t.record(task);
      task.reconnect();
      await t.next(task, 'close');
      await t.fence();
      expect(heard.kinds).to.deep.equal(['error', 'close']);
      t.expectFailure(heard[0].event, 'connectSocket', '', heard[0].event.errCode);
    });

    it('TASK the first open is not a reconnected one', async () => {
      const task = t.connect({ url: t.url('/echo') });
      expect(await t.opened(task)).not.to.have.property('reconnected');
    });
  });

  describe('TASK: Symbol.asyncIterator', () => {
    it('TASK the iteration gives what onMessage gives, in order, and ends with the task', async () => {
      const task = t.connect({ url: t.url('/flood', { count: 200 }) });
      const heard = t.record(task);
      const seen = [];
      for await (const event of task) {
        seen.push(event);
        if (seen.length === 200) task.close();
      }
      expect(seen).to.deep.equal(heard.filter(({ kind }) => kind === 'message').map(({ event }) => event));
      expect(seen.map(({ data }) => Number(data))).to.deep.equal(seen.map((_, index) => index));
      expect(seen).to.have.lengthOf(200);
    });

    it('TASK leaving the iteration closes the task', async () => {
      const task = t.connect({ url: t.url('/flood', { count: 3 }) });
      const closed = t.next(task, 'close');
      let left;
      for await (const { data } of leaving(task, () => (left = task.readyState))) {
        expect(Number(data)).to.equal(0);
        break;
      }
      expect(left).to.equal(task.CLOSING);
      await closed;
    });

    it('TASK return() closes the task, also before the first next()', async () => {
      const task = await t.open('/echo');
      const iterator = task[Symbol.asyncIterator]();
      const returned = iterator.return('value');
      expect(task.readyState).to.equal(task.CLOSING);
      expect(await returned).to.deep.equal({ done: true, value: 'value' });
    });

    it('TASK what the peer sent before it closed is still given', async () => {
      const task = await t.open('/echo');
      const iterator = task[Symbol.asyncIterator]();
      const first = iterator.next();
      for (const data of ['a', 'b', 'c']) task.send({ data });
      while (task.stats().messagesReceived < 3) await t.next(task, 'message');
      task.close();
      await t.next(task, 'close');
      const results = [await first, await iterator.next(), await iterator.next(), await iterator.next()];
      expect(results.map(({ done, value }) => (done ? 'done' : value.data))).to.deep.equal(['a', 'b', 'c', 'done']);
      expect(await iterator.next()).to.deep.equal({ done: true, value: undefined });
    });

    it('TASK the iteration throws the error of the task', async () => {
      const task = await t.open('/fault', { after: 1 });
      const iterator = task[Symbol.asyncIterator]();
      const failing = t.failure(iterator.next());
      const error = t.next(task, 'error');
      task.send({ data: 'go' });
      expect(await failing).to.equal(await error);
      expect(await iterator.next()).to.deep.equal({ done: true, value: undefined });
    });

    it('TASK the iteration over a task that is closed already is empty', async () => {
      const task = await t.open('/echo');
      task.close();
      await t.next(task, 'close');
      expect(await task[Symbol.asyncIterator]().next()).to.deep.equal({ done: true, value: undefined });
    });

    it('TASK an iteration that falls 1024 messages behind fails, and closes the task', async () => {
      const task = t.connect({ url: t.url('/flood', { count: 1_500 }) });
      const iterator = task[Symbol.asyncIterator]();
      const first = iterator.next();
      const closed = t.next(task, 'close');
      await new Promise((resolve) => {
        task.onMessage(({ data }) => Number(data) === 1_400 && resolve());
      });
      const numbers = [Number((await first).value.data)];
      const error = await t.failure(
        (async () => {
          for (;;) numbers.push(Number((await iterator.next()).value.data));
        })(),
      );
      expect(error.errCode).to.equal(10001);
      expect(error).to.be.an('error');
      expect(numbers).to.deep.equal(numbers.map((_, index) => index));
      expect(numbers.length).to.be.within(1_024, 1_025);
      await closed;
    });
  });
};
