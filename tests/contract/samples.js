// The samples of uni-app's own document (spec/uni-websocket-api.zh.md), unchanged but for the address.

const ADDRESS = 'wss://www.example.com/socket';

const CONNECT = `
uni.connectSocket({
	url: 'wss://www.example.com/socket',
	data() {
		return {
			x: '',
			y: ''
		};
	},
	header: {
		'content-type': 'application/json'
	},
	protocols: ['protocol1'],
	method: 'GET'
});
`;

const CONNECT_FOR_A_TASK = `
var socketTask = uni.connectSocket({
	url: 'wss://www.example.com/socket', //仅为示例，并非真实接口地址。
	complete: ()=> {}
});
`;

const ON_OPEN = `
uni.connectSocket({
  url: 'wss://www.example.com/socket'
});
uni.onSocketOpen(function (res) {
  console.log('WebSocket连接已打开！');
});
`;

const ON_ERROR = `
uni.connectSocket({
  url: 'wss://www.example.com/socket'
});
uni.onSocketOpen(function (res) {
  console.log('WebSocket连接已打开！');
});
uni.onSocketError(function (res) {
  console.log('WebSocket连接打开失败，请检查！');
});
`;

const SEND = `
var socketOpen = false;
var socketMsgQueue = [];

uni.connectSocket({
  url: 'wss://www.example.com/socket'
});

uni.onSocketOpen(function (res) {
  socketOpen = true;
  for (var i = 0; i < socketMsgQueue.length; i++) {
    sendSocketMessage(socketMsgQueue[i]);
  }
  socketMsgQueue = [];
});

function sendSocketMessage(msg) {
  if (socketOpen) {
    uni.sendSocketMessage({
      data: msg
    });
  } else {
    socketMsgQueue.push(msg);
  }
}
`;

const ON_MESSAGE = `
uni.connectSocket({
  url: 'wss://www.example.com/socket'
});

uni.onSocketMessage(function (res) {
  console.log('收到服务器内容：' + res.data);
});
`;

const ON_CLOSE = `
uni.connectSocket({
  url: 'wss://www.example.com/socket'
});

// 注意这里有时序问题，
// 如果 uni.connectSocket 还没回调 uni.onSocketOpen，而先调用 uni.closeSocket，那么就做不到关闭 WebSocket 的目的。
// 必须在 WebSocket 打开期间调用 uni.closeSocket 才能关闭。
uni.onSocketOpen(function () {
  uni.closeSocket();
});

uni.onSocketClose(function (res) {
  console.log('WebSocket 已关闭！');
});
`;

export default (t) => {
  const { expect, uni } = t;

  /** Runs a sample against `url`. Resolves its variable `result`, and what it logs, which grows. */
  function run(sample, url, result = 'undefined') {
    const logged = [];
    const console = { log: (line) => logged.push(line) };
    const code = `${sample.replaceAll(ADDRESS, url)}\nreturn ${result};`;
    return { value: new Function('uni', 'console', code)(uni, console), logged };
  }

  const heardBy = (on) =>
    new Promise((resolve) => {
      on(resolve);
    });

  describe('samples of the document', () => {
    it('CALL-1 CONN-1 CONN-6 connectSocket with everything, data() {…} included', async () => {
      t.watchConsole('warn');
      const { value: promise } = run(`var promise = ${CONNECT.trim()}`, t.url('/protocol'), 'promise');
      await heardBy(uni.onSocketOpen);
      expect(promise.protocol).to.equal('protocol1');
      const reply = heardBy(uni.onSocketMessage);
      await uni.sendSocketMessage({ data: 'hello' });
      expect((await reply).data).to.equal('hello');
    });

    it('CONN-2 connectSocket for a task', async () => {
      const { value: task } = run(CONNECT_FOR_A_TASK, t.url('/echo'), 'socketTask');
      await t.opened(task);
      task.send({ data: 'hello' });
      expect((await t.next(task, 'message')).data).to.equal('hello');
    });

    it('GLOBAL-1 onSocketOpen', async () => {
      const opened = heardBy(uni.onSocketOpen);
      const { logged } = run(ON_OPEN, t.url('/echo'));
      await opened;
      expect(logged).to.deep.equal(['WebSocket连接已打开！']);
    });

    it('GLOBAL-1 CONN-5 onSocketError', async () => {
      const closed = heardBy(uni.onSocketClose);
      const { logged } = run(ON_ERROR, t.refusedUrl);
      await closed;
      expect(logged).to.deep.equal(['WebSocket连接打开失败，请检查！']);
    });

    it('GLOBAL-1 SEND-3 sendSocketMessage with a queue of its own', async () => {
      const { value: send } = run(SEND, t.url('/echo'), 'sendSocketMessage');
      const heard = t.record();
      for (const message of ['one', 'two', 'three']) send(message);
      await heardBy(uni.onSocketOpen);
      send('four');
      while (heard.at(-1).event.data !== 'four') await heardBy(uni.onSocketMessage);
      expect(heard.slice(1).map(({ event }) => event.data)).to.deep.equal(['one', 'two', 'three', 'four']);
    });

    it('GLOBAL-1 EVT-1 onSocketMessage', async () => {
      const { logged } = run(ON_MESSAGE, t.url('/flood', { count: 1, size: 1 }));
      await heardBy(uni.onSocketMessage);
      await t.fence();
      expect(logged).to.deep.equal(['收到服务器内容：0']);
    });

    it('GLOBAL-1 CLOSE-3 onSocketClose', async () => {
      const { logged } = run(ON_CLOSE, t.url('/echo'));
      expect(await heardBy(uni.onSocketClose)).to.deep.equal({ code: 1000, reason: '', wasClean: true });
      await t.fence();
      expect(logged).to.deep.equal(['WebSocket 已关闭！']);
    });

    it('CLOSE-2 what the comment in the sample says of closing too early does not hold here: it closes', async () => {
      const tag = t.tag();
      const early = ON_CLOSE.replace('uni.onSocketOpen(', '(function (close) { close(); })(');
      const { logged } = run(early, t.url('/hang', { tag }));
      await heardBy(uni.onSocketClose);
      await t.fence();
      expect(logged).to.deep.equal(['WebSocket 已关闭！']);
      await t.released(tag, 'open:0');
    });
  });
};
