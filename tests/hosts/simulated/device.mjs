// What becomes of the sockets of one page? How many there may be, how each begins and ends, and what the background does to
// them. Which words and shapes a page hears them in is asked elsewhere (wx-like.mjs, alipay.mjs, app.mjs).

import { isAnyArrayBuffer } from 'node:util/types';
import { openWire } from './wire.mjs';

/** D: of connectSocket, where nothing else was asked for. */
const TIMEOUT = 60_000;
/** ?: what does not fit into 32 bits is over at once, as with a browser's timers. */
const LONGEST = 2 ** 31 - 1;
/** The server of the tests: what a vendor's console calls the domain list. */
const DOMAINS = ['127.0.0.1', 'localhost'];
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** What a host says no to during the call; `kind` is 'url', 'scheme', 'domain', 'protocols', 'limit' or 'background'. */
export class Refusal extends Error {
  constructor(kind, why) {
    super(why);
    this.kind = kind;
  }
}

/** @param variant one of variants.js */
export function createDevice(variant) {
  const sockets = new Set();
  let inBackground = false;

  /**
   * Takes a place among the sockets, or throws a Refusal. Nothing goes out before `begin()`.
   * @param hear told `opened(header)`, `message(data)`, `failed(why)` and `closed(code, reason)`, in turns of their own
   */
  function createSocket({ url, protocols, header, timeout }, hear) {
    check(url, protocols);
    makeRoom();
    let state = 'connecting';
    let wire;
    let alarm;
    let dropped = false;
    let left;
    const gone = new Promise((resolve) => {
      left = resolve;
    });

    // What a peer answers cannot be there before the host knows that it has sent. In Node it can: TLS is slow to say so.
    let handing = 0;
    const held = [];

    /** Each event crosses a bridge: it comes in a turn of its own. */
    function tell(event, ...values) {
      if (handing > 0) held.push([event, values]);
      else setImmediate(() => dropped || hear[event](...values));
    }

    function handedOver() {
      handing -= 1;
      if (handing === 0) for (const [event, values] of held.splice(0)) tell(event, ...values);
    }

    const socket = {
      get state() {
        return state;
      },
      begin,
      send,
      close,
      /** From outside: the time is up, the background, the end of the host. */
      cut,
      /** Nobody hears of it any more. */
      drop,
      /** Resolves when its place is free. */
      gone,
    };
    sockets.add(socket);
    return socket;

    function begin() {
      // It may have been closed, or cut, in the turn between.
      if (state !== 'connecting') return;
      const patience = variant.options.includes('timeout') ? (timeout ?? TIMEOUT) : TIMEOUT;
      alarm = setTimeout(cut, patience > LONGEST ? 1 : patience, 'connect timeout');
      const request = { url, protocols, header: withoutReferer(header), strict: variant.strictSubprotocols };
      wire = openWire(request, {
        opened(answered) {
          if (state !== 'connecting') return;
          state = 'open';
          clearTimeout(alarm);
          tell('opened', answered);
        },
        message: (data) => state !== 'closed' && tell('message', data),
        failed: (why) => (state === 'connecting' || state === 'open') && fail(why),
        closed: (code, reason) => ended(code, reason),
      });
    }

    function fail(why) {
      // P, S: some tell no close behind it. The place is free all the same.
      state = variant.closesAfterError ? 'failed' : 'closed';
      tell('failed', why);
      if (state === 'closed') leave();
    }

    function ended(code, reason) {
      if (state === 'closed') return leave();
      state = 'closed';
      leave();
      tell('closed', code, reason);
    }

    function leave() {
      clearTimeout(alarm);
      sockets.delete(socket);
      left();
    }

    function cut(why) {
      if (state === 'connecting' || state === 'open') fail(why);
      if (wire) wire.terminate();
      else ended(1006, '');
    }

    function drop() {
      dropped = true;
      state = 'closed';
      leave();
      wire?.terminate();
    }

    /** `done(why?)` when it was handed over, or was not. */
    function send(data, done) {
      if (inBackground) return done('interrupted');
      if (state !== 'open') return done('SocketTask.readyState is not OPEN');
      if (typeof data !== 'string' && !isAnyArrayBuffer(data)) return done('invalid data: string or ArrayBuffer');
      handing += 1;
      return wire.send(data, () => {
        done();
        handedOver();
      });
    }

    /** Tells why it does not close, if it does not. */
    function close(code = 1000, reason = '') {
      if (code !== 1000 && !(Number.isInteger(code) && code >= 3000 && code <= 4999)) return 'invalid code';
      if (typeof reason !== 'string' || Buffer.byteLength(reason) > 123) return 'invalid reason';
      if (state === 'connecting' && !variant.closesBeforeOpen) return 'SocketTask.readyState is not OPEN';
      if (state !== 'connecting' && state !== 'open') return 'SocketTask.readyState is not OPEN';
      const wasOpen = state === 'open';
      state = 'closing';
      if (wasOpen) wire.close(code, reason);
      else if (wire) wire.terminate();
      else ended(1006, '');
      return undefined;
    }
  }

  function check(url, protocols) {
    if (inBackground) throw new Refusal('background', 'interrupted');
    if (typeof url !== 'string') throw new Refusal('url', 'parameter error: url should be String');
    if (!URL.canParse(url)) throw new Refusal('url', `invalid url "${url}"`);
    const { protocol, hostname, hash } = new URL(url);
    if (hash) throw new Refusal('url', `invalid url "${url}"`);
    if (protocol !== 'wss:') throw new Refusal('scheme', 'url should start with wss');
    if (!DOMAINS.includes(hostname)) throw new Refusal('domain', 'url not in domain list');
    const right = protocols.every((name) => typeof name === 'string' && TOKEN.test(name));
    if (!right || new Set(protocols).size < protocols.length) throw new Refusal('protocols', 'invalid protocols');
  }

  /** 7: those connecting and closing count. */
  function makeRoom() {
    if (sockets.size < variant.limit) return;
    if (!variant.replacesFirst) throw new Refusal('limit', 'exceed max concurrent count');
    for (const socket of [...sockets]) socket.cut('replaced');
  }

  const all = (act) => [...sockets].forEach(act);

  return {
    createSocket,
    get sockets() {
      return sockets.size;
    },
    /** D 12: what five seconds in the background do, and what is asked for there. */
    interrupt() {
      inBackground = true;
      all((socket) => socket.cut('interrupted'));
    },
    returns() {
      inBackground = false;
    },
    /** The host's own patience with what connects or closes is over. Resolves how many are left, which are open. */
    async expire() {
      const waiting = [...sockets].filter(({ state }) => state !== 'open');
      for (const socket of waiting) socket.cut('connect timeout');
      await Promise.all(waiting.map(({ gone }) => gone));
      return sockets.size;
    },
    end: () => all((socket) => socket.drop()),
  };
}

/** D 13: a page may not set it. */
const withoutReferer = (header = {}) =>
  Object.fromEntries(
    Object.entries(header ?? {})
      .filter(([name]) => name.toLowerCase() !== 'referer')
      .map(([name, value]) => [name, String(value)]),
  );
