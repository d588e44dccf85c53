import { KINDS } from '../support/events.js';

export default (t) => {
  const { expect, uni } = t;

  const echo = async (task, data = 'hello') => {
    const reply = t.next(task, 'message');
    task.send({ data });
    await reply;
  };

  describe('EVT: events', () => {
    it('EVT-1 onOpen has the header: {} in browsers', async () => {
      const task = t.connect({ url: t.url('/echo') });
      const event = await t.opened(task);
      if (t.isBrowser) expect(event).to.deep.equal({ header: {} });
      else expect(event.header).to.be.an('object');
    });

    it('EVT-1 onMessage has the data: a string, or an ArrayBuffer of the page’s realm', async () => {
      const task = await t.open('/echo');
      const heard = t.record(task);
      await echo(task, 'text');
      await echo(task, new Uint8Array([1, 2, 3]));
      if (t.isBrowser) await echo(task, new Blob(['blob']));
      const [text, ...binary] = heard.map(({ event }) => event);
      expect(text).to.deep.equal({ data: 'text' });
      for (const event of binary) {
        expect(Object.keys(event)).to.deep.equal(['data']);
        expect(event.data).to.be.an.instanceof(t.realm.ArrayBuffer);
      }
      expect([...new Uint8Array(binary[0].data)]).to.deep.equal([1, 2, 3]);
    });

    it('EVT-1 onError has a failure, never empty', async () => {
      const refused = t.connect({ url: t.refusedUrl });
      t.expectFailure(await t.next(refused, 'error'), 'connectSocket', ' ', 602001);
      const broken = await t.open('/fault', { after: 1 });
      broken.send({ data: 'go' });
      t.expectFailure(await t.next(broken, 'error'), 'connectSocket', ' ', 602001);
    });

    const ENDS = [
      [
        { code: 1000, reason: 'bye' },
        { code: 1000, reason: 'bye', wasClean: true },
      ],
      [{ code: 1001 }, { code: 1001, reason: '', wasClean: true }],
      [
        { code: 3000, reason: '中文' },
        { code: 3000, reason: '中文', wasClean: true },
      ],
      [
        { code: 4999, reason: 'x'.repeat(123) },
        { code: 4999, reason: 'x'.repeat(123), wasClean: true },
      ],
      [{}, { code: 1005, reason: '', wasClean: true }],
    ];
    for (const [frame, event] of ENDS) {
      it(`EVT-1 onClose has code, reason and wasClean: the peer says ${JSON.stringify(frame).slice(0, 40)}`, async () => {
        const task = t.connect({ url: t.url('/close', frame) });
        const heard = t.record(task);
        expect(await t.next(task, 'close')).to.deep.equal(event);
        expect(heard.kinds).to.deep.equal(['open', 'close']);
        expect(task.readyState).to.equal(task.CLOSED);
      });
    }

    it('EVT-1 EVT-4 an open connection that fails: error, then onClose with 1006, empty, false', async () => {
      const task = await t.open('/fault', { after: 1 });
      const heard = [t.record(task), t.record()];
      const states = [];
      task.onError(() => states.push(task.readyState));
      task.send({ data: 'go' });
      await t.next(task, 'close');
      await t.fence();
      for (const events of heard) {
        expect(events.kinds).to.deep.equal(['error', 'close']);
        expect(events[1].event).to.deep.equal({ code: 1006, reason: '', wasClean: false });
      }
      expect(states).to.deep.equal([task.CLOSED]);
    });

    it('EVT-1 CLOSE-3 a connection that is cut: onClose with 1006, empty, false, once', async () => {
      const task = await t.open('/reset', { after: 1 });
      const heard = [t.record(task), t.record()];
      task.send({ data: 'go' });
      await t.next(task, 'close');
      await t.fence();
      for (const events of heard) {
        // Whether an end without a close frame is an error is left to the host; browsers do not think so.
        expect(events.kinds.filter((kind) => kind !== 'error')).to.deep.equal(['close']);
        expect(events.at(-1).event).to.deep.equal({ code: 1006, reason: '', wasClean: false });
      }
    });

    it('EVT-2 listeners run in order of registration, the task’s first, with one payload', async () => {
      const task = t.connect({ url: t.url('/echo') });
      const heard = [];
      const listening = (name) => (event) => heard.push([name, event]);
      for (const kind of ['Open', 'Message', 'Close']) {
        uni[`onSocket${kind}`](listening('first global'));
        task[`on${kind}`](listening('first own'));
        uni[`onSocket${kind}`](listening('second global'));
        task[`on${kind}`](listening('second own'));
      }
      await t.opened(task);
      await echo(task);
      task.close();
      await t.next(task, 'close');
      const names = ['first own', 'second own', 'first global', 'second global'];
      expect(heard.map(([name]) => name)).to.deep.equal([...names, ...names, ...names]);
      for (let index = 0; index < heard.length; index += 4) {
        expect(new Set(heard.slice(index, index + 4).map(([, event]) => event)).size).to.equal(1);
      }
    });

    it('EVT-2 the same function added twice runs twice', async () => {
      const task = await t.open('/echo');
      let own = 0;
      let shared = 0;
      const countOwn = () => (own += 1);
      const countShared = () => (shared += 1);
      task.onMessage(countOwn);
      task.onMessage(countOwn);
      uni.onSocketMessage(countShared);
      uni.onSocketMessage(countShared);
      await echo(task);
      expect([own, shared]).to.deep.equal([2, 2]);
    });

    it('EVT-2 adding and removing during dispatch take effect from the next event', async () => {
      for (const owner of ['task', 'uni']) {
        const task = await t.open('/echo');
        const [on, off] = owner === 'task' ? [task.onMessage, task.offMessage] : [uni.onSocketMessage, uni.offSocketMessage];
        const heard = [];
        const removed = () => heard.push('removed');
        const added = () => heard.push('added');
        const changing = () => {
          heard.push('changing');
          off(removed);
          off(changing);
          on(added);
        };
        on(changing);
        on(removed);
        await echo(task);
        await t.fence();
        expect(heard).to.deep.equal(['changing', 'removed']);
        await echo(task);
        await t.fence();
        expect(heard).to.deep.equal(['changing', 'removed', 'added']);
        off();
        task.close();
        await t.next(task, 'close');
      }
    });

    it('EVT-2 a listener may remove all of them: the event under way still reaches them, the next does not', async () => {
      const task = await t.open('/echo');
      const heard = [];
      task.onMessage(() => {
        heard.push('first');
        task.offMessage();
        uni.offSocketMessage();
      });
      task.onMessage(() => heard.push('second'));
      uni.onSocketMessage(() => heard.push('global'));
      task.send({ data: 'one' });
      task.send({ data: 'two' });
      await t.next(task, 'message');
      await echo(task);
      expect(heard).to.deep.equal(['first', 'second', 'global']);
    });

    for (const owner of ['task', 'uni']) {
      it(`EVT-3 the off functions of ${owner} remove the function given, with every registration of it`, async () => {
        const task = t.connect({ url: t.url('/echo') });
        const heard = [];
        const names = KINDS.map((kind) => kind[0].toUpperCase() + kind.slice(1));
        for (const name of names) {
          const [on, off] =
            owner === 'task' ? [task[`on${name}`], task[`off${name}`]] : [uni[`onSocket${name}`], uni[`offSocket${name}`]];
          const gone = () => heard.push(`gone ${name}`);
          on(gone);
          on(() => heard.push(name));
          on(gone);
          off(gone);
          off(() => {});
        }
        await t.opened(task);
        await echo(task);
        task.close();
        await t.next(task, 'close');
        expect(heard).to.deep.equal(['Open', 'Message', 'Close']);
      });

      it(`EVT-3 the off functions of ${owner} remove all listeners of the event without an argument`, async () => {
        const task = t.connect({ url: t.url('/echo') });
        const heard = t.record(owner === 'task' ? task : undefined);
        const others = t.record(owner === 'task' ? undefined : task);
        if (owner === 'task') {
          task.offOpen();
          task.offMessage();
          task.offError();
          task.offClose();
        } else {
          uni.offSocketOpen();
          uni.offSocketMessage();
          uni.offSocketError();
          uni.offSocketClose();
        }
        await t.opened(task);
        await echo(task);
        task.close();
        await t.next(task, 'close');
        await t.fence();
        expect(heard.kinds).to.deep.equal([]);
        expect(others.kinds).to.deep.equal(['open', 'message', 'close']);
      });
    }

    it('EVT-4 events of an abandoned attempt are never delivered', async () => {
      const tag = t.tag();
      const task = await t.open('/flood', { count: 3_000, tag });
      await t.next(task, 'message');
      const heard = t.record(task);
      const last = t.next(task, 'open').then(
        () =>
          new Promise((resolve) => {
            task.onMessage(({ data }) => Number(data) === 2_999 && resolve());
          }),
      );
      task.reconnect();
      await last;
      await t.observe(tag, 'ended:1');
      await t.fence();
      expect(heard.kinds.filter((kind) => kind !== 'message')).to.deep.equal(['open']);
      expect(heard.kinds[0]).to.equal('open');
      const numbers = heard.slice(1).map(({ event }) => Number(event.data));
      expect(numbers).to.deep.equal(numbers.map((_, index) => index));
    });

    it('EVT-4 after close nothing comes', async () => {
      const tag = t.tag();
      const task = await t.open('/flood', { count: 100_000, size: 100, tag }, { closeTimeout: 0 });
      await t.next(task, 'message');
      task.close();
      await t.next(task, 'close');
      const heard = [t.record(task), t.record()];
      await t.observe(tag, 'ended:1');
      await t.fence();
      expect([...heard[0], ...heard[1]]).to.deep.equal([]);
    });

    it('EVT-5 nothing is delivered inside connectSocket', async () => {
      const shared = t.record();
      for (const url of [t.refusedUrl, t.url('/close', { code: 1000 }), 'ws://[']) {
        const task = t.connect({ url });
        const own = t.record(task);
        expect([...own, ...shared]).to.deep.equal([]);
        // Nor inside another call.
        task.close();
        task.reconnect();
        task.close();
        expect([...own, ...shared]).to.deep.equal([]);
        await t.fence();
        shared.length = 0;
      }
    });

    it('EVT-5 the events of a task keep the host’s order', async () => {
      const task = t.connect({ url: t.url('/flood', { count: 1_000, size: 8 }) });
      const heard = t.record(task);
      await new Promise((resolve) => {
        task.onMessage(({ data }) => Number(data) === 999 && resolve());
      });
      task.close();
      await t.next(task, 'close');
      expect(heard.kinds).to.deep.equal(['open', ...Array(1_000).fill('message'), 'close']);
      const numbers = heard.slice(1, -1).map(({ event }) => Number(event.data));
      expect(numbers).to.deep.equal(Array.from({ length: 1_000 }, (_, index) => index));
    });

    it('EVT-5 text and binary messages keep their order among each other', async () => {
      const task = await t.open('/echo');
      const heard = t.record(task);
      for (let index = 0; index < 50; index += 1) {
        task.send({ data: `${index}` });
        task.send({ data: new Uint8Array([index]) });
      }
      await echo(task, 'last');
      while (heard.at(-1).event.data !== 'last') await t.next(task, 'message');
      const order = heard.map(({ event: { data } }) => (typeof data === 'string' ? data : new Uint8Array(data)[0]));
      expect(order).to.deep.equal([...Array.from({ length: 50 }, (_, index) => [`${index}`, index]).flat(), 'last']);
    });
  });
};
