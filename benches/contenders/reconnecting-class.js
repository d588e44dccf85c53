// How is a socket used that reconnects by itself? As the browser's; what is sent before it is open waits.

export const over =
  (Class) =>
  (url, { onOpen, onMessage }) => {
    const socket = new Class(url);
    socket.binaryType = 'arraybuffer';
    socket.onopen = onOpen;
    socket.onmessage = onMessage;
    return {
      send: (data) => socket.send(data),
      listen: (listener) => socket.addEventListener('message', listener),
      buffered: () => socket.bufferedAmount,
      close: () => socket.close(),
    };
  };
