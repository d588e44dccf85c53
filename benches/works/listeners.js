// What does a received message cost with so many listeners?

export async function work(connect, { address, tag, count, listeners }) {
  let first;
  let received = 0;
  let heard = 0;
  let socket;
  const last = await new Promise((resolve) => {
    const onMessage = ({ data }) => {
      if (received === 0) first = performance.now();
      heard += data.length;
      received += 1;
      if (received === count) resolve(performance.now());
    };
    socket = connect(`${address}/flood?count=${count}&size=64&tag=${tag}`, { onOpen() {}, onMessage });
    for (let i = 1; i < listeners; i++) socket.listen(({ data }) => (heard += data.length));
  });
  if (heard < 64 * (count * listeners - listeners)) throw new Error(`only ${heard} characters were heard`);
  return { sockets: [socket], items: count, values: { each: (last - first) / (count - 1) } };
}
