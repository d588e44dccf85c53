const { backend, uni } = require('uni-socket');

Page({
  data: { seen: '' },

  onLoad({ server }) {
    const heard = [];
    const task = uni.connectSocket({ url: `${decodeURIComponent(server)}/echo` });
    const promise = task instanceof Promise;
    const member = typeof task.onMessage;
    task.onOpen(() => task.send({ data: 'hello' }));
    task.onMessage(({ data }) => {
      if (typeof data === 'string') {
        heard.push(data);
        task.send({ data: new Uint8Array([1, 2, 255]).buffer });
      } else {
        heard.push(Array.from(new Uint8Array(data)));
        task.close({ code: 3000, reason: 'enough' });
      }
    });
    task.onClose((close) => {
      const { platform } = wx.getSystemInfoSync();
      this.setData({ seen: JSON.stringify({ backend, promise, member, heard, close, platform }) });
    });
  },
});
