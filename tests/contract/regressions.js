// The defects of uni-app's own implementation for browsers (semantics 1.5), which are not to come back here.

export default (t) => {
  const { expect, uni } = t;

  describe('regressions: defects of uni-app that are not imitated', () => {
    it('semantics 1.5.1 after an error the close event reaches uni.onSocketClose', async () => {
      const shared = t.record();
      const task = t.connect({ url: t.refusedUrl });
      await t.next(task, 'close');
      await t.fence();
      expect(shared.kinds).to.deep.equal(['error', 'close']);
    });

    it('semantics 1.5.2 a send on a socket that is not open fails once', async () => {
      const task = t.connect({ url: t.url('/hang') });
      const { ran, result } = await t.settle(task.send, { data: 'hello' });
      await t.fence();
      expect(ran).to.deep.equal(['returned', 'fail', 'complete']);
      expect(result.errMsg).to.equal('sendSocketMessage:fail SocketTask.readyState is not OPEN');
    });

    it('semantics 1.5.3 a global listener that throws leaves no dead socket in the way', async () => {
      const lines = t.watchConsole('error');
      const heard = [];
      for (const kind of ['Error', 'Close']) {
        uni[`onSocket${kind}`](() => {
          throw new Error(`thrown by onSocket${kind}`);
        });
        uni[`onSocket${kind}`](() => heard.push(kind));
      }
      const dead = t.connect({ url: t.refusedUrl });
      await t.next(dead, 'close');
      const task = await t.open('/echo');
      const reply = new Promise((resolve) => {
        uni.onSocketMessage(resolve);
      });
      await uni.sendSocketMessage({ data: 'hello' });
      expect((await reply).data).to.equal('hello');
      expect(heard).to.deep.equal(['Error', 'Close']);
      expect(lines.map(([{ message }]) => message)).to.deep.equal(['thrown by onSocketError', 'thrown by onSocketClose']);
      uni.offSocketClose();
      task.close();
      await t.next(task, 'close');
    });

    it('semantics 1.5.4 a bad URL gives a CLOSED task that can be used without harm', async () => {
      const task = uni.connectSocket({ url: 'ws://[', fail() {} });
      await t.fence();
      expect(task.readyState).to.equal(task.CLOSED);
      expect(await t.failure(task.send({ data: 'hello' }))).to.have.property('errCode', 10002);
      expect(await task.close()).to.deep.equal({ errMsg: 'closeSocket:ok' });
      expect(task.bufferedAmount).to.equal(0);
      expect(task.stats()).to.deep.include({ state: 'closed', opens: 0 });
    });

    it('semantics 1.5.5 wrong arguments fail, and not only in a development build', async () => {
      const tag = t.tag();
      const error = await t.failure(uni.connectSocket({ url: t.url('/echo', { tag }), protocols: 5 }));
      t.expectFailure(error, 'connectSocket', '"protocols"', 609001);
      await t.fence();
      expect((await t.observe(tag)).handshakes).to.equal(0);
    });

    it('semantics 1.5.6 the error event says what is wrong, and has a code', async () => {
      const task = t.connect({ url: t.refusedUrl });
      const error = await t.next(task, 'error');
      expect(error.errMsg).to.match(/^connectSocket:fail \S/);
      expect(error.errCode).to.equal(602001);
    });

    it('semantics 1.5.7 global listeners can be removed', async () => {
      const kept = [];
      const gone = [];
      const remove = (event) => gone.push(event);
      uni.onSocketOpen(remove);
      uni.onSocketOpen((event) => kept.push(event));
      uni.offSocketOpen(remove);
      await t.open('/echo');
      await t.fence();
      expect([kept.length, gone.length]).to.deep.equal([1, 0]);
    });
  });
};
