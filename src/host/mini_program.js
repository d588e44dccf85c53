// Which mini-program is this, and what does its host know? Looked up by literal names: a global object may be missing or be
// another than it seems (Alipay, ByteDance). Of the host only the functions of a task are used, never its global ones.

import { checkAddress, checkHeader } from './address.js';
import { inCommonWords } from './alipay.js';
import { warnOfIgnored } from './ignored.js';
import { openTask } from './task_socket.js';

/** Options that are passed on where the host knows them. */
const OPTIONS = ['header', 'method', 'tcpNoDelay', 'perMessageDeflate', 'forceCellularNetwork'];
const LIMIT = 5;

/**
 * What a host is told that has a `timeout` of its own (Alipay gives up after 30 seconds, unasked): it would come before that of
 * the connection, or at the same time. In milliseconds, a day, as more is near to what 32 bits hold.
 */
const HOST_TIMEOUT = 86_400_000;

/**
 * In the order in which they are looked for: several hosts have a `wx` beside their own name, for what was written for WeChat.
 * A limit stands where the host documents one.
 */
const HOSTS = [
  { title: 'Alipay', find: () => typeof my === 'object' && my, knows: ['header'], hasTimeout: true, adapt: inCommonWords },
  { title: 'Baidu', find: () => typeof swan === 'object' && swan, knows: ['header'], limit: LIMIT },
  { title: 'ByteDance or Lark', find: () => typeof tt === 'object' && tt, knows: ['header'], limit: LIMIT },
  { title: 'QQ', find: () => typeof qq === 'object' && qq, knows: ['header', 'method'], limit: LIMIT },
  { title: 'Kuaishou', find: () => typeof ks === 'object' && ks, knows: ['header', 'method'] },
  { title: 'JD', find: () => typeof jd === 'object' && jd, knows: ['header', 'method'] },
  { title: 'Xiaohongshu', find: () => typeof xhs === 'object' && xhs, knows: ['header', 'method'] },
  { title: 'WeChat', find: () => typeof wx === 'object' && wx, knows: OPTIONS, hasTimeout: true, limit: LIMIT },
  // The logic of an app, where there is no WebSocket: uni-app's own functions are the host.
  {
    title: 'App',
    find: () => typeof plus === 'object' && typeof WebSocket !== 'function' && typeof uni === 'object' && uni,
    knows: ['header'],
    adapt: inTurns,
  },
];

const hasSockets = (host) => Boolean(host) && typeof host.connectSocket === 'function';

let found;

/** What the entry for mini-programs knows beside the standard's class. */
export const hosts = {
  /** Once found it stays: `install` puts this package's functions in the place of those of an app. */
  find() {
    if (found) return found;
    const kind = HOSTS.find(({ find }) => hasSockets(find()));
    if (kind) found = socketsOf(kind.find(), kind);
    return found;
  },

  adapt(host) {
    if (!hasSockets(host)) return undefined;
    const kind = HOSTS.find(({ find }) => find() === host);
    return socketsOf(host, kind || { title: 'the given host', knows: OPTIONS, hasTimeout: true });
  },
};

/** More than enough for a millisecond to pass. */
const TURNS = 10_000_000;

/** In an app a task is known by the millisecond of its beginning: of two that share one, the second hears what is the first's. */
function inTurns(host) {
  const { limit, connectSocket } = itself(host);
  let last;
  return {
    limit,
    connectSocket(options) {
      for (let turn = 0; turn < TURNS && Date.now() === last; turn++);
      const task = connectSocket(options);
      last = Date.now();
      return task;
    },
  };
}

/** Its own, as it is now: `install` may put another in its place. */
const itself = (host) => ({ limit: Infinity, connectSocket: host.connectSocket.bind(host) });

function socketsOf(host, { title, knows, hasTimeout, limit = Infinity, adapt = itself }) {
  const adapted = adapt(host);
  const unknown = OPTIONS.filter((option) => !knows.includes(option));
  let open = 0;
  return {
    isFull: () => open >= Math.min(limit, adapted.limit),

    open(url, protocols = [], asked) {
      const offered = typeof protocols === 'string' ? [protocols] : protocols;
      checkAddress(url, offered);
      checkHeader(asked.header);
      warnOfIgnored(title, asked, unknown);
      const options = { url };
      if (hasTimeout) options.timeout = HOST_TIMEOUT;
      for (const option of knows) if (hasValue(asked[option])) options[option] = asked[option];
      if (options.header) options.header = withoutReferer(options.header);
      if (offered.length > 0) options.protocols = offered;
      const connect = (callbacks) => adapted.connectSocket(Object.assign(options, callbacks));
      const socket = openTask(connect, () => {
        open -= 1;
      });
      open += 1;
      return socket;
    },

    /** The app goes to the background and comes back, the network goes and comes back: `change` as in lifecycle.js. */
    watch(change) {
      const on = (name, listener) => typeof host[name] === 'function' && host[name](listener);
      on('onAppHide', () => change(0));
      on('onAppShow', () => change(1));
      on('onNetworkStatusChange', ({ isConnected }) => change(isConnected ? 4 : 3));
    },
  };
}

const hasValue = (value) => value !== undefined && value !== null;

function withoutReferer(header) {
  const kept = Object.assign({}, header);
  for (const name of Object.keys(kept)) if (name.toLowerCase() === 'referer') delete kept[name];
  return kept;
}
