const SILENT = { code: 4408, reason: '', wasClean: false };
const SOON = { initialDelay: 1, maxDelay: 4, jitter: 'none' };

export default (t) => {
  const { expect } = t;

  const inTurn = (...urls) => {
    let attempts = 0;
    return () => urls[Math.min(attempts++, urls.length - 1)];
  };

  describe('BEAT: heartbeat', () => {
    it('BEAT the message is sent every interval, and an answer keeps the connection', async () => {
      const tag = t.tag();
      const task = await t.open('/echo', { tag }, { heartbeat: { interval: 15, timeout: 2_000, message: 'beat' } });
      const heard = t.record(task);
      await t.observe(tag, 'messages:6');
      expect((await t.observe(tag)).bytes % 4).to.equal(0);
      expect(heard.kinds.filter((kind) => kind !== 'message')).to.deep.equal([]);
      expect(task.readyState).to.equal(task.OPEN);
    });

    it('BEAT `true` is enough, and costs nothing before the first interval is over', async () => {
      const tag = t.tag();
      const task = await t.open('/echo', { tag }, { heartbeat: true });
      await t.fence();
      expect((await t.observe(tag)).messages).to.equal(0);
      expect(task.stats().roundTrip).to.equal(null);
    });

    it('BEAT without the option nothing is sent', async () => {
      const page = await t.fastPage(2_000);
      await page.ready;
      const tag = t.tag();
      const task = page.uni.connectSocket({ url: t.url('/silent', { tag }), timeout: 0, complete() {} });
      await t.opened(task);
      await t.next(t.connect({ url: t.otherUrl('/hang'), timeout: 60 }), 'close');
      expect((await t.observe(tag)).messages).to.equal(0);
      expect(task.readyState).to.equal(task.OPEN);
      task.close();
    });

    it('BEAT any inbound frame is life, also one that is no reply', async () => {
      const tag = t.tag();
      const heartbeat = { interval: 25, timeout: 400, message: 'beat', isReply: () => false };
      const task = await t.open('/echo', { tag }, { heartbeat });
      const heard = t.record(task);
      await t.observe(tag, 'messages:30');
      expect(new Set(heard.kinds)).to.deep.equal(new Set(['message']));
      expect(task.readyState).to.equal(task.OPEN);
    });

    it('BEAT no life within timeout: the attempt is ended as 4408, for this end alone', async () => {
      const tag = t.tag();
      const task = await t.open('/silent', { tag }, { heartbeat: { interval: 10, timeout: 20, message: 'beat' } });
      const heard = [t.record(task), t.record()];
      expect(await t.next(task, 'close')).to.deep.equal(SILENT);
      const { closes } = await t.observe(tag, 'closes:1');
      await t.fence();
      for (const events of heard) {
        expect(events.kinds).to.deep.equal(['error', 'close']);
        t.expectFailure(events[0].event, 'connectSocket', 'heartbeat', 609002);
      }
      expect(task.stats().lastClose).to.deep.equal(SILENT);
      for (const { code } of closes) expect(code).not.to.equal(4408);
    });

    it('BEAT RETRY-2 no life is retried if RETRY is on, though 4408 from the peer would end it', async () => {
      // Peers' bug: the heartbeat's close is taken for the user's, and there is no new attempt.
      const url = inTurn(t.url('/silent'), t.url('/silent'), t.url('/echo'));
      const task = t.connect({ url, reconnect: SOON, heartbeat: { interval: 10, timeout: 20, message: 'beat' } });
      const heard = t.record(task);
      await t.nextThat(task, 'open', () => task.stats().opens === 3);
      const told = heard.filter(({ kind }) => kind === 'reconnecting').map(({ event }) => event);
      expect(told.map(({ attempt }) => attempt)).to.deep.equal([1, 2]);
      for (const { cause } of told) {
        expect(cause).to.deep.include(SILENT);
        t.expectFailure(cause.error, 'connectSocket', 'heartbeat', 609002);
      }
      expect(heard.kinds).not.to.include('close').and.not.to.include('error');
    });

    it('BEAT RETRY-2 shouldReconnect is asked about 4408 as about any other', async () => {
      const asked = [];
      const shouldReconnect = (close, attempt) => asked.push([close, attempt]) > 5;
      const task = t.connect({
        url: t.url('/silent'),
        reconnect: { ...SOON, shouldReconnect },
        heartbeat: { interval: 10, timeout: 20 },
      });
      expect((await t.next(task, 'close')).code).to.equal(4408);
      expect(asked).to.deep.equal([[SILENT, 1]]);
    });

    it('BEAT close() in the silence is the user’s close: no 4408 and no new attempt', async () => {
      const tag = t.tag();
      const heartbeat = { interval: 10, timeout: 40, message: 'beat' };
      const task = await t.open('/silent', { tag }, { reconnect: SOON, heartbeat, closeTimeout: 150 });
      await t.observe(tag, 'messages:1');
      const heard = t.record(task);
      task.close();
      expect(await t.next(task, 'close')).to.deep.equal({ code: 1006, reason: '', wasClean: false });
      await t.fence();
      expect(heard.kinds).to.deep.equal(['close']);
      expect((await t.observe(tag)).handshakes).to.equal(1);
    });

    const wakes = [['hidden', 'visible'], ['offline', 'online'], ...(t.isBrowser ? [['resumed'], ['restored']] : [])];
    for (const changes of wakes) {
      it(`BEAT on wake it probes at once: ${changes.join(', ')}`, async () => {
        const page = await t.movedPage();
        const tag = t.tag();
        const heartbeat = { interval: 1e8, timeout: 1e7, message: 'beat' };
        const task = page.uni.connectSocket({ url: t.url('/echo', { tag }), heartbeat, complete() {} });
        await t.opened(task);
        await t.fence();
        expect((await t.observe(tag)).messages).to.equal(0);
        const reply = t.next(task, 'message');
        for (const change of changes) page.become(change);
        expect((await reply).data).to.equal('beat');
        expect(task.stats().roundTrip).to.be.at.least(0);
        task.close();
      });
    }

    it('BEAT on wake a connection that died in the sleep is found out, and made anew', async () => {
      const page = await t.movedPage();
      const url = inTurn(t.url('/silent'), t.url('/echo'));
      const heartbeat = { interval: 1e8, timeout: 40, message: 'beat' };
      const task = page.uni.connectSocket({ url, heartbeat, reconnect: SOON, complete() {} });
      await t.opened(task);
      page.become('hidden');
      page.become('visible');
      expect((await t.next(task, 'reconnecting')).cause.code).to.equal(4408);
      await t.next(task, 'open');
      task.close();
    });

    it('BEAT replies matched by isReply are neither delivered nor counted, everything else is', async () => {
      const tag = t.tag();
      const heartbeat = { interval: 15, timeout: 2_000, message: 'beat', isReply: (data) => data === 'beat' };
      const task = await t.open('/echo', { tag }, { heartbeat });
      const heard = [t.record(task), t.record()];
      await t.observe(tag, 'messages:4');
      task.send({ data: 'mine' });
      await t.next(task, 'message');
      await t.observe(tag, 'messages:8');
      await t.fence();
      for (const events of heard) expect(events.map(({ event }) => event.data)).to.deep.equal(['mine']);
      const stats = task.stats();
      expect(stats).to.deep.include({ messagesSent: 1, messagesReceived: 1, bytesSent: 4, bytesReceived: 4 });
      expect(stats.roundTrip).to.be.a('number').and.to.be.at.least(0);
    });

    it('BEAT CLOSE-3 a message at which isReply closes the task is not delivered', async () => {
      const isReply = (data) => {
        if (data === 'last') task.close();
        return false;
      };
      const task = await t.open('/echo', {}, { heartbeat: { interval: 1e8, isReply } });
      const heard = t.record(task);
      task.send({ data: 'first' });
      task.send({ data: 'last' });
      await t.next(task, 'close');
      expect(heard.kinds).to.deep.equal(['message', 'close']);
      expect(task.stats()).to.deep.include({ messagesReceived: 1, bytesReceived: 5 });
    });

    it('BEAT TASK the last roundTrip is known as long as the task is', async () => {
      const task = await t.open('/echo', {}, { heartbeat: { interval: 15, timeout: 2_000 } });
      await t.next(task, 'message');
      task.close();
      await t.next(task, 'close');
      const { roundTrip } = task.stats();
      expect(roundTrip).to.be.at.least(0);
      task.reconnect();
      expect(task.stats().roundTrip).to.equal(roundTrip);
      await t.opened(task);
    });

    it('BEAT CALL-4 isReply that throws is shown, and the message delivered', async () => {
      const lines = t.watchConsole('error');
      const wrong = new Error('thrown by isReply');
      const isReply = () => {
        throw wrong;
      };
      const task = await t.open('/echo', {}, { heartbeat: { interval: 1e8, isReply } });
      task.send({ data: 'hello' });
      expect((await t.next(task, 'message')).data).to.equal('hello');
      expect(lines).to.deep.equal([[wrong]]);
    });

    it('BEAT message may be a function, asked each time, and its answer text or binary', async () => {
      let beats = 0;
      const message = () => (++beats % 2 ? `beat ${beats}` : new Uint8Array([beats]));
      const task = await t.open('/echo', {}, { heartbeat: { interval: 15, timeout: 2_000, message } });
      const heard = [];
      await t.nextThat(task, 'message', ({ data }) => heard.push(data) === 4);
      expect(heard[0]).to.equal('beat 1');
      expect([...new Uint8Array(heard[1])]).to.deep.equal([2]);
      expect(heard[2]).to.equal('beat 3');
    });

    it('BEAT CALL-4 SEND-1 a message function that throws is shown, and nothing is sent in its place', async () => {
      const lines = t.watchConsole('error');
      const wrong = new Error('thrown by message');
      let beats = 0;
      const message = () => {
        if (++beats === 1) throw wrong;
        return 'beat';
      };
      const task = await t.open('/echo', {}, { heartbeat: { interval: 15, timeout: 2_000, message } });
      expect((await t.next(task, 'message')).data).to.equal('beat');
      expect(lines).to.deep.equal([[wrong]]);
    });

    it('BEAT SEND-1 what a message function answers is not turned into text silently', async () => {
      t.watchConsole('error');
      const answers = [undefined, null, 5, {}, 'beat'];
      const message = () => (answers.length > 1 ? answers.shift() : answers[0]);
      const task = await t.open('/echo', {}, { heartbeat: { interval: 15, timeout: 2_000, message } });
      expect((await t.next(task, 'message')).data).to.equal('beat');
    });

    it('BEAT QUEUE-2 it goes out beside a queue, and is not counted as waiting', async () => {
      const tag = t.tag();
      const task = await t.open('/echo', { tag }, { queue: true, heartbeat: { interval: 15, timeout: 2_000, message: 'beat' } });
      await t.observe(tag, 'messages:2');
      expect(task.stats()).to.deep.include({ queuedMessages: 0, queuedBytes: 0, dropped: {} });
    });

    it('BEAT it ends with the connection', async () => {
      const tag = t.tag();
      const task = await t.open('/echo', { tag }, { heartbeat: { interval: 10, timeout: 2_000, message: 'beat' } });
      await t.observe(tag, 'messages:2');
      task.close();
      await t.next(task, 'close');
      const heard = t.record(task);
      await t.next(t.connect({ url: t.otherUrl('/hang'), timeout: 50 }), 'close');
      expect(heard.kinds).to.deep.equal([]);
    });
  });
};
