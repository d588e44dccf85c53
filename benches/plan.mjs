// What is measured, and how often?

const KIB = 1024;

const receive = (name, size, count, binary = false) => ({
  name: `receive ${name}`,
  file: 'receive',
  parameters: { size, count, binary },
});

const send = (name, size, burst, bursts, binary = false) => ({
  name: `send ${name}`,
  file: 'send',
  alsoWithSuccess: true,
  parameters: { size, burst, bursts, binary },
});

/** On a stub instead of a socket: nanoseconds show there, which a browser spends a thousand of on a real one. */
const onStub = (name, file, size, count, binary = false) => ({
  name: `${name} on a stub`,
  file,
  alsoWithSuccess: file === 'stub-send',
  parameters: { size, count, binary },
});

/** `name` is also what `--only` looks at; `values` are what a work gives, in milliseconds, if it is not just `each`. */
export const works = [
  receive('64 B text', 64, 5_000),
  receive('1 KiB text', KIB, 4_000),
  receive('64 KiB text', 64 * KIB, 200),
  receive('64 B binary', 64, 5_000, true),
  receive('64 KiB binary', 64 * KIB, 200, true),
  receive('1 MiB binary', KIB * KIB, 16, true),
  send('64 B text', 64, 500, 15),
  send('1 KiB text', KIB, 250, 15),
  send('64 KiB text', 64 * KIB, 10, 8),
  send('64 B binary', 64, 500, 15, true),
  send('64 KiB binary', 64 * KIB, 10, 8, true),
  send('1 MiB binary', KIB * KIB, 2, 6, true),
  { name: 'echo, 1 in flight', file: 'echo', values: ['p50', 'p99'], parameters: { count: 600, inFlight: 1 } },
  { name: 'echo, 100 in flight', file: 'echo', values: ['p50', 'p99'], parameters: { count: 4_000, inFlight: 100 } },
  { name: 'connect to first message', file: 'connect', parameters: { count: 5 } },
  ...[
    [1, 5_000],
    [10, 4_000],
    [100, 2_000],
  ].map(([listeners, count]) => ({
    name: `receive with ${listeners} listener${listeners > 1 ? 's' : ''}`,
    file: 'listeners',
    needs: 'listeners',
    parameters: { listeners, count },
  })),
  ...[1, 50, 200].map((sockets) => ({
    name: `echo over ${sockets} socket${sockets > 1 ? 's' : ''}`,
    file: 'sockets',
    needs: 'sockets',
    // In a process of its own for each sample: one that has opened some thousand sockets is made to wait for each.
    warmUpBy: { sockets: 1, count: 4_000, inFlight: 200 },
    rounds: { warmUp: 0, rounds: 4 },
    parameters: { sockets, count: 4_000, inFlight: 200 },
  })),
  onStub('receive 64 B text', 'stub-receive', 64, 100_000),
  onStub('receive 64 KiB text', 'stub-receive', 64 * KIB, 2_000),
  onStub('receive 1 MiB binary', 'stub-receive', KIB * KIB, 500, true),
  onStub('send 64 B text', 'stub-send', 64, 50_000),
  onStub('send 64 KiB text', 'stub-send', 64 * KIB, 2_000),
  onStub('send 1 MiB binary', 'stub-send', KIB * KIB, 500, true),
  ...[1_000, 10_000, 50_000].map((count) => ({
    name: `queue of ${count}`,
    file: 'queue',
    needs: 'queue',
    values: ['wait', 'flush'],
    parameters: { count },
  })),
];

/** How many rounds there are, each with every contender once. */
export const ROUNDS = {
  full: { warmUp: 1, rounds: 7, pages: 7, heaps: 3 },
  quick: { warmUp: 1, rounds: 3, pages: 3, heaps: 1 },
  // Whether it runs, not what it costs.
  once: { warmUp: 0, rounds: 1, pages: 1, heaps: 1 },
};

/** One of each kind: the first that is played by a file. */
export const kinds = works
  .filter(({ file }, i) => works.findIndex((work) => work.file === file) === i)
  .map((work) => ({ ...work, rounds: ROUNDS.once }));

/** Sockets that are held to see what one weighs. */
export const HELD = 200;
