export default (t) => {
  const { expect, uni } = t;

  /** The handshake as the server saw it. */
  const handshake = async (task) => JSON.parse((await t.next(task, 'message')).data);

  describe('CONN: uni.connectSocket', () => {
    it('CONN-1 the url is taken as it is, with its query', async () => {
      const task = t.connect({ url: `${t.url('/headers', { tag: t.tag() })}&text=%E4%B8%AD+%26` });
      const { path, query } = await handshake(task);
      expect(path).to.equal('/headers');
      expect(query).to.match(/&text=%E4%B8%AD\+%26$/);
    });

    it('CONN-1 wss: is as good as ws:', async () => {
      const task = t.connect({ url: t.secureUrl('/echo') });
      await t.opened(task);
      task.send({ data: 'secret' });
      expect((await t.next(task, 'message')).data).to.equal('secret');
    });

    it('CONN-1 protocols are a string or an array of strings', async () => {
      for (const [protocols, offered] of [
        ['one', 'one'],
        [['one'], 'one'],
        [['one', 'two'], 'one, two'],
      ]) {
        const task = t.connect({ url: t.url('/protocol'), protocols });
        await t.opened(task);
        expect(task.protocol).to.equal(offered.split(', ').at(-1));
        task.close();
      }
    });

    it('CONN-1 no protocols are offered for undefined, null and an empty array', async () => {
      for (const protocols of [undefined, null, []]) {
        const task = t.connect({ url: t.url('/headers'), protocols });
        expect((await handshake(task)).headers).not.to.have.property('sec-websocket-protocol');
        expect(task.protocol).to.equal('');
      }
    });

    it('CONN-1 the other options are accepted, and may be null', async () => {
      t.watchConsole('warn');
      const all = {
        header: { 'content-type': 'application/json' },
        method: 'get',
        timeout: 5_000,
        multiple: true,
        tcpNoDelay: false,
        perMessageDeflate: true,
        forceCellularNetwork: false,
      };
      const none = Object.fromEntries(Object.keys(all).map((key) => [key, null]));
      for (const options of [all, none, { method: 'PoSt' }, { method: 'TRACE' }]) {
        expect((await uni.connectSocket({ url: t.url('/echo'), ...options })).errMsg).to.equal('connectSocket:ok');
      }
    });

    it('CONN-2 callback mode returns a SocketTask: a plain object, not thenable', async () => {
      const task = uni.connectSocket({ url: t.url('/echo'), complete() {} });
      expect(Object.getPrototypeOf(task)).to.equal(t.realm.Object.prototype);
      expect(task).not.to.have.property('then');
      expect(await Promise.resolve(task)).to.equal(task);
    });

    it('CONN-2 Promise mode returns a real Promise that carries every member of the task', async () => {
      const promise = uni.connectSocket({ url: t.url('/echo') });
      expect(promise).to.be.an.instanceof(t.realm.Promise);
      const members = Reflect.ownKeys(t.connect({ url: t.url('/echo') }));
      expect(Reflect.ownKeys(promise)).to.include.members(members);
      const { socketTask, errMsg } = await promise;
      expect(errMsg).to.equal('connectSocket:ok');
      expect(Reflect.ownKeys(socketTask)).to.have.members(members);
      await t.opened(promise);
      expect([promise.readyState, socketTask.readyState]).to.deep.equal([1, 1]);
      expect(promise.id).to.equal(socketTask.id);
      promise.send({ data: 'by the promise' });
      expect((await t.next(socketTask, 'message')).data).to.equal('by the promise');
      const closed = t.next(promise, 'close');
      socketTask.close();
      await closed;
      expect(promise.readyState).to.equal(3);
    });

    it('CONN-2 code for hosts that always return a task works: no callbacks, and the returned task is used at once', async () => {
      const task = uni.connectSocket({ url: t.url('/protocol'), protocols: ['mqtt'] });
      const heard = [];
      task.onOpen(() => task.send({ data: new Uint8Array([1, 2]).buffer, success: (res) => heard.push(res.errMsg) }));
      task.onMessage(({ data }) => heard.push([...new Uint8Array(data)]));
      task.onMessage(() => task.close({ success: (res) => heard.push(res.errMsg) }));
      await t.next(task, 'close');
      expect(heard).to.deep.equal(['sendSocketMessage:ok', [1, 2], 'closeSocket:ok']);
    });

    it('CONN-3 success means accepted, not open', async () => {
      for (const url of [t.url('/echo'), t.refusedUrl]) {
        let state;
        const task = uni.connectSocket({
          url,
          success: () => {
            state = task.readyState;
          },
        });
        await new Promise((resolve) => {
          task.onOpen(resolve);
          task.onError(resolve);
        });
        expect(state).to.equal(task.CONNECTING);
      }
    });

    const UNACCEPTABLE = [
      { url: 'ws://[' },
      { url: 'ws://' },
      { url: 'ftp://127.0.0.1/' },
      { url: 'ws://127.0.0.1/#fragment' },
      { url: 'ws://127.0.0.1:99999/' },
      { protocols: ['twice', 'twice'] },
      { protocols: ['with space'] },
      { protocols: [''] },
      { protocols: '中文' },
    ];
    for (const options of UNACCEPTABLE) {
      it(`CONN-4 what the host refuses is a plain failure, and the task is CLOSED: ${JSON.stringify(options)}`, async () => {
        const tag = t.tag();
        const shared = t.record();
        const { ran, result, returned: task } = await t.settle(uni.connectSocket, { url: t.url('/echo', { tag }), ...options });
        t.expectFailure(result, 'connectSocket', '', 600009);
        expect(task.readyState).to.equal(task.CLOSED);
        const own = t.record(task);
        t.expectFailure(await t.failure(task.send({ data: 'hello' })), 'sendSocketMessage', 'not OPEN', 10002);
        expect(await task.close()).to.deep.equal({ errMsg: 'closeSocket:ok' });
        // It has not joined the open tasks: there is none to close.
        t.expectFailure(await t.failure(uni.closeSocket()), 'closeSocket', 'WebSocket is not connected', 10002);
        await t.fence();
        expect([...own.kinds, ...shared.kinds]).to.deep.equal([]);
        expect(ran).to.deep.equal(['returned', 'fail', 'complete']);
        expect((await t.observe(tag)).handshakes).to.equal(0);
      });
    }

    it('CONN-5 a port that refuses: error, then one close with 1006, for the task and globally', async () => {
      const task = t.connect({ url: t.refusedUrl });
      const heard = [t.record(task), t.record()];
      await t.next(task, 'close');
      await t.fence();
      for (const events of heard) {
        expect(events.kinds).to.deep.equal(['error', 'close']);
        t.expectFailure(events[0].event, 'connectSocket', '', 602001);
        expect(events[1].event).to.deep.equal({ code: 1006, reason: '', wasClean: false });
      }
    });

    for (const status of [403, 404, 500, 200]) {
      it(`CONN-5 a server that answers the handshake with ${status}: error, then one close with 1006`, async () => {
        const task = t.connect({ url: t.url('/refuse', { status }) });
        const heard = t.record(task);
        expect(await t.next(task, 'close')).to.deep.equal({ code: 1006, reason: '', wasClean: false });
        await t.fence();
        expect(heard.kinds).to.deep.equal(['error', 'close']);
      });
    }

    it('CONN-5 a server that picks a protocol that was not offered: error, then one close with 1006', async () => {
      const task = t.connect({ url: t.url('/protocol', { pick: 'other' }), protocols: ['one'] });
      const heard = t.record(task);
      expect((await t.next(task, 'close')).code).to.equal(1006);
      await t.fence();
      expect(heard.kinds).to.deep.equal(['error', 'close']);
    });

    if (t.isBrowser) {
      it('CONN-6 a browser is said once per page and option to leave out header and method', async () => {
        const page = await t.freshPage();
        await page.ready;
        const lines = t.watchConsole('warn', page.realm);
        const connect = (options) => page.uni.connectSocket({ url: t.url('/headers'), ...options });
        await connect({ header: {}, method: undefined });
        expect(lines).to.deep.equal([]);
        const task = connect({ header: { 'x-token': 'secret' } });
        await task;
        expect(lines.splice(0).join())
          .to.match(/header/)
          .and.not.to.match(/method/);
        await connect({ header: { 'x-token': 'secret' }, method: 'POST' });
        expect(lines.splice(0).join())
          .to.match(/method/)
          .and.not.to.match(/header/);
        await connect({ header: { 'x-token': 'secret' }, method: 'POST' });
        expect(lines).to.deep.equal([]);
        const seen = await handshake(task);
        expect(seen.method).to.equal('GET');
        expect(seen.headers).not.to.have.property('x-token');
      });
    } else {
      it('CONN-6 a mini-program’s host gets the header, without Referer, and nobody is warned of it', async () => {
        const lines = t.watchConsole('warn');
        const header = { 'X-Token': 'secret', referer: 'https://example.com/', Referer: 'https://example.com/' };
        const { headers } = await handshake(t.connect({ url: t.url('/headers'), header }));
        expect(headers).to.have.property('x-token', 'secret');
        expect(headers).not.to.have.property('referer');
        expect(lines).to.deep.equal([]);
      });
    }

    it('CONN-7 a handshake that hangs: error (timed out), close with 1006, and the host’s socket is released', async () => {
      const tag = t.tag();
      const task = t.connect({ url: t.url('/hang', { tag }), timeout: 200 });
      const heard = [t.record(task), t.record()];
      await t.observe(tag, 'handshakes:1');
      await t.next(task, 'close');
      await t.released(tag);
      await t.fence();
      for (const events of heard) {
        expect(events.kinds).to.deep.equal(['error', 'close']);
        t.expectFailure(events[0].event, 'connectSocket', 'timeout', 609002);
        expect(events[1].event).to.deep.equal({ code: 1006, reason: '', wasClean: false });
      }
    });

    it('CONN-7 timeout comes before configure, configure before manifest.json', async () => {
      const page = await t.freshPage((realm) => {
        realm.__uniConfig = { networkTimeout: { connectSocket: 20 } };
      });
      await page.ready;
      const codeOf = (options) => {
        const task = page.uni.connectSocket({ url: t.url('/hang'), complete() {}, ...options });
        return t.next(task, 'error').then(({ errCode }) => errCode);
      };
      const opens = async (options) => {
        const task = page.uni.connectSocket({ url: t.url('/echo'), complete() {}, ...options });
        await t.opened(task);
        task.close();
      };
      expect(await codeOf({})).to.equal(609002);
      await page.configure({ networkTimeout: { connectSocket: 60_000 } });
      // This one hangs until the end of the test: 60000 is in force, or the next could not come first.
      const patient = page.uni.connectSocket({ url: t.otherUrl('/hang'), complete() {} });
      const heard = t.record(patient);
      expect(await codeOf({ timeout: 40 })).to.equal(609002);
      await opens({});
      expect(heard.kinds).to.deep.equal([]);
      await page.configure({ networkTimeout: { connectSocket: 1 } });
      await opens({ timeout: 60_000 });
      expect(await codeOf({})).to.equal(609002);
      patient.close();
    });

    it('CONN-7 without any setting it is 60000 ms', async () => {
      const page = await t.fastPage(200);
      await page.ready;
      const begin = page.now();
      const task = page.uni.connectSocket({ url: t.url('/hang'), complete() {} });
      expect((await t.next(task, 'error')).errCode).to.equal(609002);
      // The upper end leaves a busy machine 0.3 s.
      expect(page.now() - begin).to.be.within(60_000, 120_000);
    });

    it('CONN-7 timeout 0 switches it off, and one that is longer than a host can wait does not fire at once', async () => {
      await t.configure({ networkTimeout: { connectSocket: 1 } });
      const times = [0, 2 ** 31, 1e300, Infinity];
      const endless = times.map((timeout) => t.connect({ url: t.url('/hang'), timeout }));
      const heard = endless.map((task) => t.record(task));
      const brief = t.connect({ url: t.otherUrl('/hang'), timeout: 50 });
      expect((await t.next(brief, 'error')).errCode).to.equal(609002);
      await t.fence();
      expect(heard.map(({ kinds }) => kinds)).to.deep.equal(times.map(() => []));
      expect(endless.map(({ readyState }) => readyState)).to.deep.equal(times.map(() => 0));
    });

    it('CONN-7 a connection that is open does not time out any more', async () => {
      const task = await t.open('/echo', {}, { timeout: 500 });
      const heard = t.record(task);
      const brief = t.connect({ url: t.url('/hang'), timeout: 600 });
      await t.next(brief, 'close');
      task.send({ data: 'alive' });
      await t.next(task, 'message');
      expect(heard.kinds).to.deep.equal(['message']);
    });

    it('CONN-8 two sockets at once, to the same address, do not disturb each other', async () => {
      const tag = t.tag();
      const [first, second] = await Promise.all([t.open('/echo', { tag }), t.open('/echo', { tag })]);
      expect((await t.observe(tag)).open).to.equal(2);
      const heard = [t.record(first), t.record(second)];
      first.send({ data: 'from the first' });
      second.send({ data: 'from the second' });
      await Promise.all([t.next(first, 'message'), t.next(second, 'message')]);
      expect(heard.map((events) => events[0].event.data)).to.deep.equal(['from the first', 'from the second']);
      first.close();
      await t.next(first, 'close');
      second.send({ data: 'still here' });
      expect((await t.next(second, 'message')).data).to.equal('still here');
      expect(heard[1].kinds).to.deep.equal(['message', 'message']);
    });

    if (t.isBrowser) {
      it('CONN-8 a browser knows no limit of five: ten are open at once', async () => {
        const tag = t.tag();
        const tasks = await Promise.all(Array.from({ length: 10 }, () => t.open('/echo', { tag })));
        expect((await t.observe(tag)).open).to.equal(10);
        expect(tasks.map(({ readyState }) => readyState)).to.deep.equal(Array(10).fill(1));
      });
    }

    it('CONN-9 each task has an id of its own, and keeps it', async () => {
      // No more than these: browsers put connections off that come in crowds and fail.
      const tasks = Array.from({ length: 5 }, () => t.connect({ url: t.refusedUrl }));
      const ids = tasks.map(({ id }) => id);
      expect(new Set(ids).size).to.equal(5);
      await Promise.all(tasks.map((task) => t.next(task, 'close')));
      const again = t.connect({ url: t.refusedUrl });
      expect(ids).not.to.include(again.id);
      tasks[0].reconnect();
      await t.next(tasks[0], 'close');
      expect(tasks.map(({ id }) => id)).to.deep.equal(ids);
    });

    it('CONN-9 CALL-3 a call made before the package is ready behaves as any other', async () => {
      const page = await t.freshPage();
      const order = [];
      const task = page.uni.connectSocket({ url: t.url('/echo'), success: () => order.push('success') });
      const { id } = task;
      order.push('returned');
      task.onOpen(() => order.push('open'));
      expect(task.readyState).to.equal(task.CONNECTING);
      task.send({ data: 'early', fail: ({ errCode }) => order.push(errCode) });
      await t.opened(task);
      task.send({ data: 'hello' });
      expect((await t.next(task, 'message')).data).to.equal('hello');
      expect(order).to.deep.equal(['returned', 'success', 10002, 'open']);
      expect(task.id).to.equal(id);
    });
  });
};
