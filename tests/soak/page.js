// What runs in a page: so many tasks at a time, each with options of its own, over sockets that keep a ledger.

import { builds } from '/tests/support/builds.js';
import { liveThrough } from './client.js';
import { createLedger } from './ledger.js';
import { random as randomOf } from './random.js';

const TASKS = 10;

/** Where a connection goes, and what the server makes of it; the faults of the network come on top. */
const ROUTES = [
  [80, () => '/echo'],
  [3, (random) => `/close?code=${random.pick([1001, 1011, 1012, 4001])}&after=${random.below(200)}`],
  [3, (random) => `/reset?after=${random.below(200)}`],
  [2, (random) => `/fault?after=${random.below(200)}`],
  [2, () => '/silent'],
  [2, (random) => `/refuse?status=${random.pick([401, 404, 503])}`],
  [1, () => '/hang'],
];

/** Between two changes of what comes between a call and its task, in milliseconds. */
const INTERCEPTED = 2_000;

const { build, page, seed, targets } = JSON.parse(new URLSearchParams(location.search).get('given'));
const library = await import(builds[build].entry);
const random = randomOf(seed);
const features = {};
let isCalm = true;
let running = [];
let lastClient = 0;

const ledger = createLedger(page, () => (isCalm ? '/echo' : random.weighted(ROUTES)(random)));
library.useHost({ WebSocket: ledger.Socket });

const note = (names) => {
  for (const name of names) features[name] = (features[name] ?? 0) + 1;
};

async function runTasks(lane) {
  while (!isCalm) {
    const id = (lastClient += 1);
    const target = targets[(id + lane) % targets.length];
    await liveThrough({ id, uni: library.uni, ledger, random: random.fork(), target, calm: () => isCalm, note });
  }
}

/** Calls by way of `uni` are changed, held up or cancelled, for a while and then not. */
async function intercept() {
  const own = random.fork();
  const invoke = () =>
    own.weighted([
      [10, undefined],
      [1, false],
      [3, new Promise((resolve) => setTimeout(resolve, own.below(20)))],
    ]);
  while (!isCalm) {
    const interceptor = { invoke, success() {}, fail() {}, complete() {} };
    library.uni.addInterceptor('sendSocketMessage', interceptor);
    await new Promise((resolve) => setTimeout(resolve, INTERCEPTED));
    library.uni.removeInterceptor('sendSocketMessage', interceptor);
    await new Promise((resolve) => setTimeout(resolve, INTERCEPTED));
  }
}

addEventListener('error', ({ message }) => ledger.violated(`an error in the page: ${message}`));
addEventListener('unhandledrejection', ({ reason }) =>
  ledger.violated(`a rejection that nobody handles: ${reason?.stack ?? reason}`),
);

window.soak = {
  /** Any function of the package. */
  witness: library.configure,
  start() {
    isCalm = false;
    running = [...Array.from({ length: TASKS }, (_, lane) => runTasks(lane)), intercept()];
  },
  /** The faults are over. Resolves once all tasks are, too. */
  async end() {
    isCalm = true;
    await Promise.all(running);
  },
  take: () => ({ ...ledger.take(), open: ledger.open() }),
  counts: () => ({ ...ledger.counts, features, backend: library.backend }),
};
