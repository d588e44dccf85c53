export default (t) => {
  const { expect, uni } = t;

  const echo = async (task, send, data) => {
    const reply = t.next(task, 'message');
    await send({ data });
    return (await reply).data;
  };

  describe('GLOBAL: the functions without a task', () => {
    it('GLOBAL-1 the oldest task is the current one: it gets the messages, and its events are heard', async () => {
      const shared = t.record();
      const first = await t.open('/echo');
      const second = await t.open('/echo');
      await echo(first, uni.sendSocketMessage, 'to the first');
      await echo(second, second.send, 'to the second');
      await t.fence();
      expect(shared.map(({ kind, event }) => event.data ?? kind)).to.deep.equal(['open', 'to the first']);
    });

    it('GLOBAL-1 a task that is not the current one closes unheard', async () => {
      const first = await t.open('/echo');
      const second = await t.open('/echo');
      const shared = t.record();
      second.close();
      await t.next(second, 'close');
      await echo(first, uni.sendSocketMessage, 'still here');
      expect(shared.kinds).to.deep.equal(['message']);
    });

    it('GLOBAL-1 when the current task begins to close, the next is current at once, and what is owed is heard', async () => {
      const first = await t.open('/silent', {}, { closeTimeout: 200 });
      const second = await t.open('/echo');
      const shared = t.record();
      const closed = t.next(first, 'close');
      first.close();
      expect(await echo(second, uni.sendSocketMessage, 'to the second')).to.equal('to the second');
      expect(first.readyState).to.equal(first.CLOSING);
      await closed;
      second.close();
      await t.next(second, 'close');
      await t.fence();
      expect(shared.kinds).to.deep.equal(['message', 'close', 'close']);
    });

    it('GLOBAL-1 when the current task fails, the next is current at once, and error and one close are heard', async () => {
      const first = await t.open('/fault', { after: 1 });
      const second = await t.open('/echo');
      const shared = t.record();
      const sentFromListener = new Promise((resolve) => {
        first.onError(() => resolve(uni.sendSocketMessage({ data: 'to the second' })));
      });
      const reply = t.next(second, 'message');
      const closed = t.next(first, 'close');
      uni.sendSocketMessage({ data: 'break' });
      expect(await sentFromListener).to.deep.equal({ errMsg: 'sendSocketMessage:ok' });
      await Promise.all([closed, reply]);
      await t.fence();
      expect(shared.kinds.filter((kind) => kind !== 'message')).to.deep.equal(['error', 'close']);
      expect(shared.kinds).to.have.lengthOf(3);
    });

    it('GLOBAL-1 a failed task never stays in the way', async () => {
      for (const url of [t.refusedUrl, t.url('/refuse'), t.url('/reset')]) {
        const failed = t.connect({ url });
        await t.next(failed, 'close');
      }
      await t.failure(uni.connectSocket({ url: 'ws://[' }));
      const shared = t.record();
      const task = await t.open('/echo');
      await echo(task, uni.sendSocketMessage, 'heard');
      expect(shared.kinds).to.deep.equal(['open', 'message']);
    });

    it('GLOBAL-1 a task that is CONNECTING can be the current one', async () => {
      const first = t.connect({ url: t.otherUrl('/hang') });
      const second = await t.open('/echo');
      t.expectFailure(
        await t.failure(uni.sendSocketMessage({ data: 'hello' })),
        'sendSocketMessage',
        'WebSocket is not connected',
        10002,
      );
      const closing = uni.closeSocket();
      expect([first.readyState, second.readyState]).to.deep.equal([2, 1]);
      await closing;
      expect(await echo(second, uni.sendSocketMessage, 'now it is')).to.equal('now it is');
    });

    it('GLOBAL-1 closeSocket closes one task after another, the oldest first', async () => {
      const tasks = [await t.open('/echo'), await t.open('/echo'), await t.open('/echo')];
      const order = [];
      for (const [index, task] of tasks.entries()) task.onClose(({ code }) => order.push([index, code]));
      const all = Promise.all(tasks.map((task) => t.next(task, 'close')));
      await Promise.all([4000, 4001, 4002].map((code) => uni.closeSocket({ code })));
      t.expectFailure(await t.failure(uni.closeSocket()), 'closeSocket', 'WebSocket is not connected', 10002);
      await all;
      expect(order.sort()).to.deep.equal([
        [0, 4000],
        [1, 4001],
        [2, 4002],
      ]);
    });

    it('GLOBAL-1 listeners outlive the tasks, and may be there before the first', async () => {
      const shared = t.record();
      for (let round = 0; round < 2; round += 1) {
        const task = t.connect({ url: t.url('/close', { code: 4000 + round }) });
        await t.next(task, 'close');
      }
      await t.fence();
      expect(shared.map(({ kind, event }) => event.code ?? kind)).to.deep.equal(['open', 4000, 'open', 4001]);
    });

    it('GLOBAL-2 a host without global functions needs none: one socket, used through uni alone', async () => {
      const heard = t.record();
      await uni.connectSocket({ url: t.url('/echo') });
      await new Promise((resolve) => {
        uni.onSocketOpen(resolve);
      });
      const reply = new Promise((resolve) => {
        uni.onSocketMessage(resolve);
      });
      await uni.sendSocketMessage({ data: 'hello' });
      expect((await reply).data).to.equal('hello');
      const closed = new Promise((resolve) => {
        uni.onSocketClose(resolve);
      });
      await uni.closeSocket({ code: 3000, reason: 'done' });
      expect(await closed).to.deep.equal({ code: 3000, reason: 'done', wasClean: true });
      expect(heard.kinds).to.deep.equal(['open', 'message', 'close']);
    });
  });
};
