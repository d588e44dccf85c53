// RETRY-5: a page that is hidden, offline, frozen, and back again.

import { createReconnects, NEVER, SOON } from '../support/reconnects.js';

export default (t) => {
  const { expect } = t;
  const { inTurn, lossy, pass } = createReconnects(t);

  describe('RETRY: the page’s life', () => {
    for (const [away, back] of [
      ['hidden', 'visible'],
      ['offline', 'online'],
    ]) {
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

    for (const back of t.isBrowser ? ['resumed', 'restored'] : []) {
      it(`RETRY-5 a page that is ${back} tries at once`, async () => {
        const page = await t.movedPage();
        const task = page.uni.connectSocket({ url: inTurn(lossy(), t.url('/echo')), reconnect: NEVER, complete() {} });
        await t.next(task, 'reconnecting');
        page.become(back);
        await t.next(task, 'open');
        task.close();
      });
    }

    if (t.isBrowser) {
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
    }

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
      const changes = ['hidden', 'visible', 'offline', 'online', ...(t.isBrowser ? ['resumed', 'restored'] : [])];
      for (const change of changes) page.become(change);
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
};
