// What does a received message cost? The server sends as fast as it can; from the first message to the last.

export async function work(connect, { address, tag, count, size, binary }) {
  let first;
  let received = 0;
  let bytes = 0;
  let socket;
  const last = await new Promise((resolve) => {
    const onMessage = ({ data }) => {
      if (received === 0) first = performance.now();
      bytes += binary ? data.byteLength : data.length;
      received += 1;
      if (received === count) resolve(performance.now());
    };
    const query = `count=${count}&size=${size}&binary=${binary}&tag=${tag}`;
    socket = connect(`${address}/flood?${query}`, { onOpen() {}, onMessage });
  });
  if (bytes !== count * size) throw new Error(`${bytes} bytes have come instead of ${count * size}`);
  return { sockets: [socket], items: count, values: { each: (last - first) / (count - 1) } };
}
