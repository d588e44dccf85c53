// DELIVERY: messages are numbered, and what came of each is compared with what the server saw.

const SOON = { initialDelay: 1, maxDelay: 3, jitter: 'none' };

export default (t) => {
  const { expect } = t;

  /** Sends `count` numbers, `burst` a time, and resolves what became of each: 'sent' or an error code. */
  function sender(task) {
    const outcomes = new Map();
    let number = 0;
    const note = (own, what) => outcomes.set(own, [...(outcomes.get(own) ?? []), what]);
    const send = (count) => {
      for (const end = number + count; number < end; number += 1) {
        const own = number;
        task.send({ data: String(own), success: () => note(own, 'sent'), fail: (error) => note(own, error.errCode) });
      }
    };
    const sent = () => [...outcomes].filter(([, ends]) => ends[0] === 'sent').map(([own]) => own);
    return { send, outcomes, sent, count: () => number };
  }

  const ascending = (numbers) => numbers.every((own, place) => place === 0 || own > numbers[place - 1]);

  describe('DELIVERY: the promise in one place', () => {
    it('DELIVERY through losses of every kind: one outcome each, in order, nothing twice', async () => {
      const tag = t.tag();
      const paths = [
        ['/reset', { after: 3 }],
        ['/refuse', {}],
        ['/close', { code: 1011, after: 5 }],
        ['/fault', { after: 4 }],
        ['/close', { code: 1001, after: 1 }],
        ['/echo', {}],
      ];
      let attempt = 0;
      const url = () => {
        const [path, parameters] = paths[Math.min(attempt++, paths.length - 1)];
        return t.url(path, { ...parameters, tag });
      };
      const task = t.connect({ url, queue: true, reconnect: SOON });
      const echoed = [];
      task.onMessage(({ data }) => echoed.push(Number(data)));
      const { send, outcomes, sent, count } = sender(task);
      send(5);
      task.onReconnecting(() => send(5));
      task.onOpen(() => send(5));
      await t.nextThat(task, 'open', () => task.stats().opens === 5);
      send(5);
      await t.nextThat(task, 'message', ({ data }) => Number(data) === count() - 1);
      await t.fence();
      expect(outcomes.size).to.equal(count());
      for (const [own, ends] of outcomes) expect(ends, `message ${own}`).to.deep.equal(['sent']);
      expect(ascending(sent())).to.equal(true);
      expect(ascending(echoed)).to.equal(true);
      // The server has had no message twice: as many as it counts, at most, were handed over.
      const { messages } = await t.observe(tag);
      expect(messages).to.be.at.most(sent().length);
      expect(task.stats()).to.deep.include({ messagesSent: sent().length, queuedMessages: 0, dropped: {} });
    });

    it('DELIVERY per connection FIFO, for text and binary together', async () => {
      const task = t.connect({ url: t.url('/echo'), queue: true });
      const payloads = Array.from({ length: 40 }, (_, number) => (number % 3 ? String(number) : new Uint8Array([number])));
      const read = (data) => (typeof data === 'string' ? Number(data) : new Uint8Array(data)[0]);
      for (const data of payloads.slice(0, 20)) task.send({ data });
      task.onOpen(() => payloads.slice(20).forEach((data) => task.send({ data })));
      const seen = [];
      await t.nextThat(task, 'message', ({ data }) => seen.push(read(data)) === 40);
      expect(seen).to.deep.equal(payloads.map((_, number) => number));
    });

    it('DELIVERY each message ends in exactly one way, whatever the page does', async () => {
      const task = t.connect({
        url: t.url('/hang'),
        timeout: 60,
        queue: { maxMessages: 6, maxAge: 20, overflow: 'dropOldest' },
        reconnect: SOON,
      });
      const { send, outcomes, count } = sender(task);
      const controller = new AbortController();
      let withdrawn = 0;
      send(10);
      task.send({ data: 'withdrawn', signal: controller.signal, fail: () => (withdrawn += 1), success: () => (withdrawn += 1) });
      controller.abort();
      controller.abort();
      const late = t.failure(task.send({ data: 'expires' }));
      await late;
      send(3);
      task.drainQueue();
      send(3);
      task.close();
      task.close();
      send(2);
      await t.next(task, 'close');
      await t.fence();
      expect(outcomes.size).to.equal(count());
      for (const [own, ends] of outcomes) expect(ends, `message ${own}`).to.have.lengthOf(1);
      expect(withdrawn).to.equal(1);
      expect(task.stats()).to.deep.include({ messagesSent: 0, queuedMessages: 0 });
      const { overflow, expired, closed, withdrawn: taken } = task.stats().dropped;
      // The two after close() never waited.
      expect(overflow + expired + closed + taken).to.equal(count() + 2 - 2);
    });

    it('DELIVERY what the host had accepted may be lost with the connection, and close says so by not being clean', async () => {
      const task = await t.open('/reset', { after: 1 }, { queue: true });
      const closed = t.next(task, 'close');
      const results = await Promise.all(['a', 'b', 'c'].map((data) => task.send({ data })));
      expect(results.map(({ errMsg }) => errMsg)).to.deep.equal(Array(3).fill('sendSocketMessage:ok'));
      expect((await closed).wasClean).to.equal(false);
      expect(task.stats()).to.deep.include({ messagesSent: 3, messagesReceived: 0 });
    });

    it('DELIVERY what was handed over is not sent again after a reconnect', async () => {
      const tag = t.tag();
      let attempt = 0;
      const url = () => t.url(attempt++ ? '/echo' : '/reset', attempt > 1 ? { tag } : { after: 1 });
      const task = t.connect({ url, queue: true, reconnect: SOON });
      await t.opened(task);
      const again = t.next(task, 'open');
      await Promise.all(['lost', 'lost too'].map((data) => task.send({ data })));
      await again;
      task.send({ data: 'new' });
      expect((await t.next(task, 'message')).data).to.equal('new');
      expect(await t.observe(tag)).to.deep.include({ messages: 1, bytes: 3 });
    });
  });
};
