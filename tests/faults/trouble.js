// How is a fault brought about, in each phase, at a moment that does not depend on how fast anything is?

import { openProxy } from '../support/proxy.js';

/** Of the answer to the handshake, in bytes. */
const AMID_ANSWER = 40;
/** Of the connection: behind the handshake, in the middle of the messages. */
const AMID_MESSAGES = 2_000;
/** Of the last messages before a close: behind what a heartbeat may send until then. */
const AMID_LAST = 100;
/** Of these an end hears that has nothing to send or to receive. */
const CUTS = ['reset', 'close'];

/** What the client does in the middle of which an endpoint begins (server/src/cue.rs). */
const CUES = {
  connecting: {},
  idle: { after: 1 },
  sending: { after: 10 },
  receiving: { after: 1, flood: 20 },
  closing: { closing: true },
};
const FLOOD = ['/flood', { count: 20, size: 200, after: 1 }];

/**
 * Resolves `{ url, first, before?, open?, halfway?, closing?, heal, stop }`: where to connect to, attempt by attempt, and the first
 * time; what is to be done before that, once it is open, in the middle of the messages, and once close() was called; and what
 * ends the fault, and all of it.
 * @param address one of 127.0.0.0/8, of its own: Firefox makes one attempt at a time to each
 */
export async function createTrouble({ fault, phase }, { http, address, tag }) {
  let proxy = await openProxy(http, { address });
  const { origin } = proxy;
  const url = (path, parameters) => `${origin.replace('http', 'ws')}${path}?${new URLSearchParams({ ...parameters, tag })}`;
  const first = url(...firstAddress(fault, phase, tag));
  const echo = url('/echo');
  let attempts = 0;

  async function stop() {
    await proxy?.close();
    proxy = undefined;
  }

  async function goAway() {
    await stop();
    if (fault.restarts) proxy = await openProxy(http, { address, port: new URL(origin).port });
  }

  return {
    first,
    /** For the next attempt. */
    url: () => (attempts++ === 0 || fault.persists ? first : echo),
    ...(fault.network && ofNetwork(fault.network, phase, (faults) => proxy.change(faults))),
    ...(fault.gone && ofServer(phase, goAway, () => proxy.change({ direction: 'up', fate: 'stall' }))),
    heal: () => proxy.change(),
    stop,
  };
}

function ofNetwork({ amidAnswer, ...faults }, phase, change) {
  const { direction, fate } = faults;
  if (!fate) return { before: () => change(faults) };
  switch (phase) {
    case 'connecting':
      return { before: () => change({ ...faults, to: 'next', after: amidAnswer ? AMID_ANSWER : 0 }) };
    case 'idle':
      return { open: () => change({ ...faults, to: 'open' }) };
    case 'sending':
      return { before: () => change({ ...faults, to: 'next', after: AMID_MESSAGES }) };
    case 'receiving':
      // What the client sends then has no middle. And a server that is slower than the client's close would answer that first.
      return {
        ...(direction !== 'up' && { before: () => change({ direction: 'down', fate, to: 'next', after: AMID_MESSAGES }) }),
        ...(!CUTS.includes(fate) && { halfway: () => change({ ...faults, to: 'open' }) }),
      };
    case 'closing':
      return { open: () => change({ ...faults, to: 'open', after: CUTS.includes(fate) ? AMID_LAST : 0 }) };
  }
}

function ofServer(phase, goAway, holdBack) {
  switch (phase) {
    case 'connecting':
      return { before: goAway };
    case 'idle':
      return { open: goAway };
    case 'closing':
      // Otherwise it might have answered.
      return { open: holdBack, closing: goAway };
    default:
      return { halfway: goAway };
  }
}

function firstAddress({ path, parameters, flood }, phase, tag) {
  if (!path) return phase === 'receiving' ? FLOOD : ['/echo', {}];
  // A redirect that is followed is a handshake more.
  const own = parameters.location ? { ...parameters, location: `${parameters.location}?tag=${tag}` } : parameters;
  return [path, flood ? own : { ...own, ...CUES[phase] }];
}
