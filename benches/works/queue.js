// What does a message cost that waits until the connection is open? `wait`: the call before it is; `flush`: handing it
// over, and answering the call, once it is. All contenders hand over within the task in which the browser's socket says
// `open`: from the first listener of that to the next task.

const { MessageChannel, WebSocket } = globalThis;

export async function work(connect, { address, tag, count }) {
  const data = 'x'.repeat(64);
  let socket;
  const flushed = new Promise((resolve) => {
    // A class in the place of the browser's, because its listener has to be the first.
    globalThis.WebSocket = class extends WebSocket {
      constructor(...given) {
        super(...given);
        this.addEventListener('open', () => {
          const { port1, port2 } = new MessageChannel();
          const start = performance.now();
          port1.onmessage = () => resolve(performance.now() - start);
          port2.postMessage(undefined);
        });
      }
    };
  });
  try {
    const handlers = { onOpen() {}, onMessage() {} };
    socket = connect(`${address}/sink?tag=${tag}`, handlers, { queued: true });
    const start = performance.now();
    for (let i = 0; i < count; i++) socket.send(data);
    for (let k = 0; k < 4; k++) await undefined;
    const wait = (performance.now() - start) / count;
    const flush = (await flushed) / count;
    return { sockets: [socket], items: count, messages: count, values: { wait, flush } };
  } finally {
    globalThis.WebSocket = WebSocket;
  }
}
