// What does a message cost, there and back, with so many sockets? The same number of messages is in flight for each
// number of sockets. They go to several servers, because Chromium opens one connection at a time to an address.

export async function work(connect, { addresses, tag, count, sockets: number, inFlight }) {
  const data = 'x'.repeat(64);
  const sockets = [];
  let open = 0;
  let asked = 0;
  let answered = 0;
  let done;
  const finished = new Promise((resolve) => (done = resolve));
  const allOpen = new Promise((resolve) => {
    for (let i = 0; i < number; i++) {
      const onOpen = () => {
        open += 1;
        if (open === number) resolve();
      };
      const onMessage = () => {
        answered += 1;
        if (asked < count) {
          asked += 1;
          sockets[i].send(data);
        }
        if (answered === count) done();
      };
      sockets.push(connect(`${addresses[i % addresses.length]}/echo?tag=${tag}`, { onOpen, onMessage }));
    }
  });
  await allOpen;
  const start = performance.now();
  while (asked < inFlight) sockets[asked++ % number].send(data);
  await finished;
  return { sockets, items: count, values: { each: (performance.now() - start) / count } };
}
