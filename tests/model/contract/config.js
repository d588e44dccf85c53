// What do the options of a connection come to? What the call says, else what `configure` has said, else the contract's defaults.

import { QUESTION, REPLY } from './values.js';

const GROUPS = {
  reconnect: {
    initialDelay: 1_000,
    maxDelay: 30_000,
    factor: 2,
    jitter: 'full',
    maxAttempts: Infinity,
    minUptime: 5_000,
    shouldReconnect: undefined,
  },
  heartbeat: { interval: 25_000, timeout: 10_000, message: 'ping', isReply: undefined },
  queue: { maxMessages: 1_000, maxBytes: 1_048_576, maxAge: Infinity, overflow: 'reject' },
};

/** What `configure(settings)` leaves behind. */
export function configured(before, settings) {
  const said = Object.entries(settings).filter(([, value]) => value !== undefined);
  const networkTimeout = { ...before.networkTimeout, ...settings.networkTimeout };
  return { ...before, ...Object.fromEntries(said), networkTimeout };
}

/** The options `given` to connectSocket, completed. */
export function completed(given, defaults) {
  const group = (name) => {
    const own = given[name];
    if (own === false || !(own ?? defaults[name])) return undefined;
    const members = Object.keys(GROUPS[name]).map((member) => {
      const value = own?.[member] ?? (defaults[name] || {})[member] ?? GROUPS[name][member];
      return [member, value];
    });
    return Object.fromEntries(members);
  };
  const high = given.highWaterMark;
  return {
    timeout: (given.timeout ?? defaults.networkTimeout.connectSocket) || Infinity,
    closeTimeout: given.closeTimeout ?? defaults.closeTimeout,
    reconnect: group('reconnect'),
    heartbeat: heartbeatOf(group('heartbeat')),
    queue: group('queue'),
    high,
    low: given.lowWaterMark ?? high / 2,
  };
}

/** As the model knows it: what the page's functions say (wishes.js). */
function heartbeatOf(heartbeat) {
  if (!heartbeat) return undefined;
  const { interval, timeout, message, isReply } = heartbeat;
  return {
    interval,
    timeout,
    question: typeof message === 'function' ? QUESTION : message,
    isReply: isReply && ((data) => data === REPLY),
  };
}
