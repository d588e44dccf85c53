import { calls } from '../support/calls.js';

export default (t) => {
  const { expect, uni } = t;

  describe('RES: results', () => {
    for (const { name, api, prepare } of calls) {
      it(`RES-1 success of ${name} is the words and the named extras`, async () => {
        const { call, good } = await prepare(t);
        const { result } = await t.settle(call, good);
        expect(result).to.deep.equal({ errMsg: `${api}:ok` });
      });

      it(`RES-2 failure of ${name} is an Error with words, code and subject, the same for callbacks and Promise`, async () => {
        const { call, bad } = await prepare(t);
        const { result } = await t.settle(call, bad);
        const rejected = await t.failure(call(bad));
        for (const error of [result, rejected]) {
          t.expectFailure(error, api, 'Invalid args: ', 609001);
          expect(error).not.to.have.own.property('cause');
        }
        expect(rejected.errMsg).to.equal(result.errMsg);
      });

      it(`RES-5 ${name} answers with a tuple if that is configured`, async () => {
        const { call, good, bad } = await prepare(t);
        await t.configure({ promiseStyle: 'tuple' });
        const failed = await call(bad);
        expect(failed[0].errMsg).to.match(new RegExp(`^${api}:fail `));
        expect(failed[1]).to.equal(undefined);
        const [nothing, result] = await call(good);
        expect(nothing).to.equal(null);
        expect(result.errMsg).to.equal(`${api}:ok`);
        await t.configure({ promiseStyle: 'reject' });
        t.expectFailure(await t.failure(call(bad)), api, 'Invalid args: ', 609001);
      });
    }

    it('RES-1 the Promise of connectSocket resolves the task as an extra', async () => {
      const result = await uni.connectSocket({ url: t.url('/echo') });
      expect(Object.keys(result)).to.have.members(['errMsg', 'socketTask']);
      expect(result.errMsg).to.equal('connectSocket:ok');
    });

    it('RES-2 RES-3 what the host throws is the cause, with code 602001', async () => {
      const task = await t.open('/echo');
      const thrown = new Error('the host is out of order');
      t.interceptSends(() => {
        throw thrown;
      });
      for (const send of [task.send, uni.sendSocketMessage]) {
        const error = await t.failure(send({ data: 'hello' }));
        t.expectFailure(error, 'sendSocketMessage', 'the host is out of order', 602001);
        expect(error.cause).to.equal(thrown);
      }
      expect(task.stats().messagesSent).to.equal(0);
    });

    it('RES-2 RES-3 CONN-4 what the host throws at a URL is the cause, with code 600009', async () => {
      const error = await t.failure(uni.connectSocket({ url: 'ws://[' }));
      t.expectFailure(error, 'connectSocket', '', 600009);
      expect(error.cause).to.have.property('name', 'SyntaxError');
    });

    it('RES-3 each failure has its code', async () => {
      const task = t.connect({ url: t.refusedUrl });
      const broken = t.next(task, 'error');
      t.expectFailure(await t.failure(task.send({ data: 'early' })), 'sendSocketMessage', '', 10002);
      t.expectFailure(await broken, 'connectSocket', '', 602001);
      t.expectFailure(await t.failure(uni.connectSocket()), 'connectSocket', '', 609001);
      const slow = t.connect({ url: t.url('/hang'), timeout: 1 });
      t.expectFailure(await t.next(slow, 'error'), 'connectSocket', 'timeout', 609002);
    });

    it('RES-4 a missing option is named in upstream’s words', async () => {
      const task = await t.open('/echo');
      const missing = async (promise) => (await t.failure(promise)).errMsg;
      expect(await missing(uni.connectSocket({}))).to.equal('connectSocket:fail Missing required args: "url"');
      expect(await missing(task.send({}))).to.equal('sendSocketMessage:fail Missing required args: "data"');
      expect(await missing(uni.sendSocketMessage({}))).to.equal('sendSocketMessage:fail Missing required args: "data"');
    });

    const WRONG = [
      ['connectSocket', { url: 1 }, 'args "url". Expected String with value "1", got Number with value 1.'],
      ['connectSocket', { url: true }, 'args "url". Expected String, got Boolean with value true.'],
      [
        'connectSocket',
        { url: 'ws://x', protocols: 1 },
        'args "protocols". Expected Array, String, Function, got Number with value 1.',
      ],
      ['connectSocket', { url: 'ws://x', protocols: {} }, 'args "protocols". Expected Array, String, Function, got Object '],
      ['connectSocket', { url: 'ws://x', header: 'a: b' }, 'args "header". Expected Object, got String with value "a: b".'],
      ['connectSocket', { url: 'ws://x', method: 5 }, 'args "method". Expected String with value "5", got Number with value 5.'],
      ['closeSocket', { code: 'x' }, 'args "code". Expected Number with value NaN, got String with value "x".'],
      ['closeSocket', { reason: 1 }, 'args "reason". Expected String with value "1", got Number with value 1.'],
      ['sendSocketMessage', { data: 123 }, 'args "data". Expected String, ArrayBuffer, got Number with value 123.'],
      ['sendSocketMessage', { data: [1] }, 'args "data". Expected String, ArrayBuffer, got Array '],
    ];
    for (const [api, options, words] of WRONG) {
      it(`RES-4 wrong arguments in upstream’s words: ${api} ${JSON.stringify(options)}`, async () => {
        await t.open('/echo');
        const { errMsg } = await t.failure(uni[api](options));
        expect(errMsg).to.equal(`${api}:fail Invalid args: type check failed for ${words}`);
      });
    }

    it('RES-4 not connected in upstream’s words, one for the task and one for the global functions', async () => {
      const task = t.connect({ url: t.url('/echo') });
      const errMsg = async (promise) => (await t.failure(promise)).errMsg;
      expect(await errMsg(task.send({ data: '' }))).to.equal('sendSocketMessage:fail SocketTask.readyState is not OPEN');
      expect(await errMsg(uni.sendSocketMessage({ data: '' }))).to.equal('sendSocketMessage:fail WebSocket is not connected');
      const closed = t.next(task, 'close');
      await task.close();
      expect(await errMsg(uni.closeSocket())).to.equal('closeSocket:fail WebSocket is not connected');
      await closed;
    });

    it('RES-6 a call that nobody waits for raises no unhandledrejection', async () => {
      const task = await t.open('/echo');
      const reasons = await t.rejectionsDuring(async () => {
        const closed = t.next(task, 'close');
        task.send({ data: 5 });
        task.close({ code: 1 });
        task.close();
        task.send({ data: 'late' });
        await closed;
        uni.closeSocket();
        uni.sendSocketMessage({ data: 'late' });
        uni.connectSocket();
        uni.connectSocket({ url: 'ws://[' });
        t.configure({ promiseStyle: 'none of them' });
        await t.fence();
      });
      expect(reasons).to.deep.equal([]);
    });

    it('RES-6 what is derived from the Promise reports as usual', async () => {
      const reasons = await t.rejectionsDuring(() => {
        uni.closeSocket().then(() => {});
      });
      expect(reasons.map(({ errMsg }) => errMsg)).to.deep.equal(['closeSocket:fail WebSocket is not connected']);
    });
  });
};
