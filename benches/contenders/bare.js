// No library at all: what a page would write itself.

export function connect(url, { onOpen, onMessage }, { queued = false } = {}) {
  const socket = new WebSocket(url);
  let waiting = queued ? [] : undefined;
  socket.binaryType = 'arraybuffer';
  socket.onopen = () => {
    const messages = waiting ?? [];
    waiting = undefined;
    for (const data of messages) socket.send(data);
    onOpen();
  };
  socket.onmessage = onMessage;
  return {
    send: queued ? (data) => (waiting ? waiting.push(data) : socket.send(data)) : (data) => socket.send(data),
    listen: (listener) => socket.addEventListener('message', listener),
    buffered: () => socket.bufferedAmount,
    close: () => socket.close(),
  };
}
