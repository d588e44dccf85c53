// With what is a connection made? Every option there is, each on its own chance.

import { BEAT } from './ledger.js';

const soon = (random, most) => new Promise((resolve) => setTimeout(resolve, random.below(most)));

/**
 * `{ options, features }`: what connectSocket is given, and the names of what is switched on.
 * @param signal of the task, which may be aborted
 */
export function randomOptions(random, url, signal) {
  const options = { url, complete() {}, closeTimeout: random.between(500, 2_000) };
  const features = [];
  const sometimes = (share, name, give) => {
    if (!random.chance(share)) return;
    features.push(name);
    Object.assign(options, give());
  };

  sometimes(0.8, 'reconnect', () => ({ reconnect: randomReconnect(random) }));
  sometimes(0.5, 'queue: reject', () => ({ queue: { ...randomQueue(random), overflow: 'reject' } }));
  if (!options.queue) sometimes(0.6, 'queue: dropOldest', () => ({ queue: { ...randomQueue(random), overflow: 'dropOldest' } }));
  if (options.queue?.maxAge) features.push('queue: maxAge');
  sometimes(0.5, 'heartbeat', () => ({ heartbeat: randomHeartbeat(random) }));
  sometimes(0.4, 'water marks', () => ({ highWaterMark: random.between(1, 64) * 1_024 }));
  if (options.highWaterMark && random.chance(0.5)) options.lowWaterMark = random.below(options.highWaterMark);
  sometimes(0.3, 'signal', () => ({ signal }));
  sometimes(0.3, 'provider', () => ({
    url: randomProvider(random, url),
    protocols: () => (random.chance(0.5) ? 'chat' : undefined),
  }));
  sometimes(0.5, 'timeout', () => ({ timeout: random.between(200, 3_000) }));
  return { options, features };
}

function randomReconnect(random) {
  return {
    initialDelay: random.between(0, 50),
    maxDelay: random.between(50, 400),
    factor: random.pick([1, 1.5, 2]),
    jitter: random.pick(['full', 'equal', 'none']),
    maxAttempts: random.pick([Infinity, Infinity, 4]),
    minUptime: random.pick([0, 100, 5_000]),
    shouldReconnect: random.pick([undefined, undefined, () => undefined, () => true, (close, attempt) => attempt < 8]),
  };
}

function randomQueue(random) {
  return {
    maxMessages: random.pick([10, 100, 1_000]),
    maxBytes: random.pick([65_536, 1_048_576, 16_777_216]),
    maxAge: random.pick([undefined, undefined, random.between(20, 500)]),
  };
}

function randomHeartbeat(random) {
  return {
    interval: random.between(50, 500),
    timeout: random.between(300, 1_000),
    message: random.pick([BEAT, () => BEAT]),
    isReply: random.pick([undefined, (data) => data === BEAT]),
  };
}

function randomProvider(random, url) {
  return random.pick([
    () => url,
    async () => url,
    () => soon(random, 50).then(() => url),
    () => (random.chance(0.2) ? Promise.reject(new Error('no token')) : url),
    () => {
      if (random.chance(0.1)) throw new Error('no token');
      return url;
    },
  ]);
}
