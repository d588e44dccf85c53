// The calls that take an option object, for the rules that hold for all of them.

/** `prepare(t)` makes the call possible, and gives the function with options that succeed and options that fail. */
export const calls = [
  {
    name: 'uni.connectSocket',
    api: 'connectSocket',
    prepare: (t) => ({
      call: t.uni.connectSocket,
      good: { url: t.url('/echo'), protocols: [], header: {}, timeout: 5_000 },
      bad: { url: t.url('/echo'), timeout: 'soon' },
    }),
  },
  { name: 'task.send', api: 'sendSocketMessage', prepare: async (t) => sending((await t.open('/echo')).send) },
  {
    name: 'uni.sendSocketMessage',
    api: 'sendSocketMessage',
    prepare: async (t) => {
      await t.open('/echo');
      return sending(t.uni.sendSocketMessage);
    },
  },
  { name: 'task.close', api: 'closeSocket', prepare: async (t) => closing((await t.open('/echo')).close) },
  {
    name: 'uni.closeSocket',
    api: 'closeSocket',
    prepare: async (t) => {
      await t.open('/echo');
      return closing(t.uni.closeSocket);
    },
  },
];

const sending = (call) => ({ call, good: { data: 'hello' }, bad: { data: 5 } });
const closing = (call) => ({ call, good: { code: 4000, reason: 'done' }, bad: { code: 1 } });
