// The functions that give an attempt its URL and protocols.

import { ABNORMAL, createReconnects, SOON } from '../support/reconnects.js';
import { values } from '../support/values.js';

export default (t) => {
  const { expect, uni } = t;
  const { inTurn } = createReconnects(t);

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
      [
        'throws',
        () => {
          throw wrong;
        },
      ],
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
