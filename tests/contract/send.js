const bytes = (buffer) => [...new Uint8Array(buffer)];

export default (t) => {
  const { expect, uni } = t;

  const echoed = async (task, data) => {
    const reply = t.next(task, 'message');
    await task.send({ data });
    return (await reply).data;
  };

  describe('SEND: task.send and uni.sendSocketMessage', () => {
    it('SEND-1 strings', async () => {
      const task = await t.open('/echo');
      for (const text of ['hello', '', '中文 🙂 \0 \u{10FFFF}', 'x'.repeat(100_000)]) {
        expect(await echoed(task, text)).to.equal(text);
      }
    });

    it('SEND-1 ArrayBuffers', async () => {
      const task = await t.open('/echo');
      for (const content of [[], [0], [0, 1, 127, 128, 255], Array(70_000).fill(7)]) {
        expect(bytes(await echoed(task, new Uint8Array(content).buffer))).to.deep.equal(content);
      }
    });

    it('SEND-1 exactly the range of a view, of every kind', async () => {
      const task = await t.open('/echo');
      const { buffer } = new Uint8Array(Array.from({ length: 64 }, (_, index) => index));
      const views = [
        Int8Array,
        Uint8Array,
        Uint8ClampedArray,
        Int16Array,
        Uint16Array,
        Int32Array,
        Uint32Array,
        Float32Array,
        Float64Array,
        BigInt64Array,
        BigUint64Array,
      ].map((View) => new View(buffer, 8, 2));
      for (const view of [...views, new DataView(buffer, 3, 5), new Uint8Array(buffer, 64)]) {
        const expected = bytes(buffer).slice(view.byteOffset, view.byteOffset + view.byteLength);
        expect(bytes(await echoed(task, view)), view.constructor.name).to.deep.equal(expected);
      }
    });

    if (t.isBrowser) {
      it('SEND-1 Blobs', async () => {
        const task = await t.open('/echo');
        expect(bytes(await echoed(task, new Blob([new Uint8Array([1, 2, 3])])))).to.deep.equal([1, 2, 3]);
        expect(bytes(await echoed(task, new Blob([])))).to.deep.equal([]);
      });
    }

    it('SEND-1 buffers of another realm', async () => {
      const task = await t.open('/echo');
      const { realm } = await t.freshPage();
      expect(bytes(await echoed(task, new realm.Uint8Array([1, 2, 3]).buffer))).to.deep.equal([1, 2, 3]);
      expect(bytes(await echoed(task, new realm.Uint8Array([1, 2, 3]).subarray(1)))).to.deep.equal([2, 3]);
    });

    it('SEND-1 the global function takes the same', async () => {
      const task = await t.open('/echo');
      for (const data of ['text', new Uint8Array([1, 2]).buffer, new Uint8Array([1, 2])]) {
        const reply = t.next(task, 'message');
        expect(await uni.sendSocketMessage({ data })).to.deep.equal({ errMsg: 'sendSocketMessage:ok' });
        const echo = (await reply).data;
        if (typeof data === 'string') expect(echo).to.equal(data);
        else expect(bytes(echo)).to.deep.equal([1, 2]);
      }
    });

    const STATES = {
      CONNECTING: () => t.connect({ url: t.url('/hang') }),
      CLOSING: async () => {
        const task = await t.open('/silent', {}, { closeTimeout: 300 });
        task.close();
        return task;
      },
      CLOSED: async () => {
        const task = await t.open('/echo');
        task.close();
        await t.next(task, 'close');
        return task;
      },
    };
    for (const [state, reach] of Object.entries(STATES)) {
      it(`SEND-2 in ${state} there is one failure, once, in the task’s words and in the global ones`, async () => {
        const task = await reach();
        expect(task.readyState).to.equal(task[state]);
        for (const [send, why] of [
          [task.send, 'SocketTask.readyState is not OPEN'],
          [uni.sendSocketMessage, 'WebSocket is not connected'],
        ]) {
          const { ran, result } = await t.settle(send, { data: 'hello' });
          await t.fence();
          expect(ran).to.deep.equal(['returned', 'fail', 'complete']);
          t.expectFailure(result, 'sendSocketMessage', why, 10002);
          t.expectFailure(await t.failure(send({ data: 'hello' })), 'sendSocketMessage', why, 10002);
        }
        expect(task.stats().messagesSent).to.equal(0);
      });
    }

    it('SEND-2 what could not be sent is not sent later', async () => {
      const tag = t.tag();
      const task = t.connect({ url: t.url('/echo', { tag }) });
      task.send({ data: 'too early' });
      await t.opened(task);
      const reply = t.next(task, 'message');
      await task.send({ data: 'in time' });
      await reply;
      expect(await t.observe(tag)).to.deep.include({ messages: 1, bytes: 7 });
    });

    it('SEND-3 success means handed to the host; order of sends is order on the wire', async () => {
      const task = await t.open('/echo');
      const handed = [];
      t.interceptSends((data, pass) => {
        pass();
        handed.push(data);
      });
      const sent = Array.from({ length: 200 }, (_, index) => (index % 3 === 0 ? new Uint8Array([index]) : `${index}`));
      const handedAtSuccess = [];
      const received = [];
      const all = new Promise((resolve) => {
        task.onMessage(({ data }) => {
          received.push(typeof data === 'string' ? Number(data) : bytes(data)[0]);
          if (received.length === sent.length) resolve();
        });
      });
      for (const [index, data] of sent.entries()) {
        const send = index % 2 === 0 ? task.send : uni.sendSocketMessage;
        send({ data, success: () => handedAtSuccess.push(handed.some((one) => t.isHanded(one, data))) });
      }
      await all;
      expect(handed).to.have.lengthOf(sent.length);
      for (const [index, data] of handed.entries()) expect(t.isHanded(data, sent[index])).to.equal(true);
      expect(handedAtSuccess).to.deep.equal(sent.map(() => true));
      expect(received).to.deep.equal(sent.map((_, index) => index));
    });

    it('SEND-4 the string or buffer that was passed is what the host gets', async () => {
      const task = await t.open('/sink');
      const handed = [];
      t.interceptSends((data, pass) => {
        handed.push(data);
        pass();
      });
      const payloads = ['text', new ArrayBuffer(8), new Uint8Array(8).subarray(2, 4), new DataView(new ArrayBuffer(4))];
      if (t.isBrowser) payloads.push(new Blob(['blob']));
      for (const data of payloads) {
        await task.send({ data });
        await uni.sendSocketMessage({ data });
      }
      expect(handed).to.have.lengthOf(2 * payloads.length);
      for (const [index, data] of handed.entries()) {
        expect(t.isHanded(data, payloads[Math.floor(index / 2)])).to.equal(true);
      }
    });

    it('SEND-4 text is not converted: half of a surrogate pair is left to the host', async () => {
      const task = await t.open('/echo');
      expect(await echoed(task, 'half \uD83D')).to.equal('half \uFFFD');
    });
  });
};
