const KB = 1024;
const big = () => new ArrayBuffer(100 * KB);

export default (t) => {
  const { expect } = t;

  const marks = { highWaterMark: 64 * KB, lowWaterMark: 16 * KB };

  async function received(task, count) {
    const sizes = [];
    await t.nextThat(task, 'message', ({ data }) => sizes.push(data.byteLength ?? data) === count);
    return sizes;
  }

  describe('FLOW: backpressure', () => {
    it('FLOW send tells how much the host has left to send', async () => {
      const task = await t.open('/echo', {}, marks);
      const result = await task.send({ data: 'hello' });
      expect(result.errMsg).to.equal('sendSocketMessage:ok');
      expect(result.bufferedAmount).to.be.a('number').and.to.be.at.least(0);
      if (t.isBrowser) {
        // The host sends nothing before this turn is over.
        const { result: full } = await t.settle(task.send, { data: big() });
        expect(full.bufferedAmount).to.be.at.least(100 * KB);
      }
    });

    it('FLOW without water marks the result is what it was', async () => {
      const task = await t.open('/echo');
      expect(await task.send({ data: 'hello' })).to.deep.equal({ errMsg: 'sendSocketMessage:ok' });
    });

    it('FLOW above high, queued messages wait, and go on in order when no more than low is left', async () => {
      const task = await t.open('/echo', {}, { ...marks, queue: true });
      task.send({ data: big() });
      const left = task.send({ data: 'second' });
      task.send({ data: 'third' });
      expect(task.stats()).to.deep.include({ queuedMessages: 2, queuedBytes: 11, messagesSent: 1 });
      expect(task.bufferedAmount).to.be.at.least(100 * KB);
      expect(await received(task, 3)).to.deep.equal([100 * KB, 'second', 'third']);
      expect((await left).bufferedAmount).to.be.below(marks.highWaterMark);
      expect(task.stats()).to.deep.include({ queuedMessages: 0, messagesSent: 3, dropped: {} });
    });

    it('FLOW onDrain comes once each time, when no more than low is left', async () => {
      const task = await t.open('/echo', {}, { ...marks, queue: true });
      const amounts = [];
      const listener = (event) => amounts.push([event, task.bufferedAmount]);
      // Each of the two goes over the mark by itself.
      const drained = t.nextThat(task, 'drain', (event) => listener(event) === 2);
      const echoed = received(task, 2);
      task.send({ data: big() });
      task.send({ data: big() });
      expect(amounts).to.deep.equal([]);
      await Promise.all([echoed, drained]);
      task.onDrain(listener);
      task.send({ data: 'small' });
      await t.next(task, 'message');
      await t.fence();
      for (const [event, amount] of amounts) {
        expect(event).to.deep.equal({});
        expect(amount).to.be.at.most(marks.lowWaterMark);
      }
      expect(amounts).to.have.lengthOf(2);
    });

    it('FLOW without a queue nothing waits, and onDrain still tells when to go on', async () => {
      const task = await t.open('/echo', {}, marks);
      const drained = t.next(task, 'drain');
      const echoed = received(task, 2);
      task.send({ data: big() });
      task.send({ data: 'second' });
      expect(task.stats()).to.deep.include({ queuedMessages: 0, messagesSent: 2 });
      expect(await drained).to.deep.equal({});
      expect(await echoed).to.deep.equal([100 * KB, 'second']);
    });

    it('FLOW below high there is no onDrain', async () => {
      const task = await t.open('/echo', {}, { ...marks, queue: true });
      const heard = t.record(task);
      for (let number = 0; number < 20; number += 1) {
        task.send({ data: 'small' });
        await t.next(task, 'message');
      }
      await t.fence();
      expect(new Set(heard.kinds)).to.deep.equal(new Set(['message']));
    });

    it('FLOW offDrain takes the listener off', async () => {
      const task = await t.open('/echo', {}, marks);
      let heard = 0;
      const listener = () => (heard += 1);
      task.onDrain(listener);
      task.offDrain(listener);
      const drained = t.next(task, 'drain');
      task.send({ data: big() });
      await drained;
      expect(heard).to.equal(0);
    });

    it('FLOW messages that waited for room before a loss go out after the reconnect', async () => {
      const task = await t.open('/echo', {}, { ...marks, queue: true });
      task.send({ data: big() });
      task.send({ data: 'waits' });
      expect(task.stats().queuedMessages).to.equal(1);
      const drained = t.next(task, 'drain');
      task.reconnect();
      await t.next(task, 'open');
      expect(await received(task, 1)).to.deep.equal(['waits']);
      await drained;
    });

    it('FLOW QUEUE-3 close() fails what waits for room as closed', async () => {
      const task = await t.open('/echo', {}, { ...marks, queue: true });
      task.send({ data: big() });
      const failing = t.failure(task.send({ data: 'waits' }));
      task.close();
      t.expectFailure(await failing, 'sendSocketMessage', 'closed', 10002);
    });

    it('FLOW QUEUE-4 volatile does not wait for room', async () => {
      const task = await t.open('/echo', {}, { ...marks, queue: true });
      task.send({ data: big() });
      task.send({ data: 'waits' });
      task.send({ data: 'at once', volatile: true });
      expect(await received(task, 3)).to.deep.equal([100 * KB, 'at once', 'waits']);
    });
  });
};
