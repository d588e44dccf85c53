// What does the network do to the connections? They go through a proxy of this server, which can disturb them
// (server/src/endpoints/proxy.rs).

import { words } from './i18n.js';

/** How the network is, until it is changed. */
export const MODES = {
  normal: { title: words('Normal'), faults: '', says: words('All passes.') },
  slow: {
    title: words('Slow'),
    faults: 'latency=200&jitter=100',
    says: words('Each piece takes 200 to 300 ms, each way.'),
  },
  stalled: {
    title: words('Stalled'),
    faults: 'fate=stall',
    says: words('Nothing passes and nobody is told (half open): only a heartbeat, or a timeout, notices.'),
  },
  offline: {
    title: words('Offline'),
    faults: 'fate=reset',
    says: words('What is open breaks, and every new attempt is refused at once.'),
  },
};

/** What happens once, to the connections that are open. */
export const CUTS = {
  drop: {
    title: words('Drop'),
    faults: 'to=open&fate=close',
    says: words('The open connections were ended without a close frame (FIN).'),
  },
  reset: {
    title: words('Reset'),
    faults: 'to=open&fate=reset',
    says: words('The open connections were broken off (RST).'),
  },
};

/**
 * Resolves `{ base, disturb(faults) }`, or undefined if the server has no proxies; `base` is where sockets go, `ws://…`.
 */
export async function openNetwork() {
  // Before the port that the page came from, which speaks TLS if the page does.
  const upstream = location.host.replace('localhost', '127.0.0.1');
  const answer = await fetch(`/proxy?upstream=${upstream}`, { method: 'POST' }).catch(() => undefined);
  if (!answer?.ok) return undefined;
  const { address } = await answer.json();

  async function disturb(faults) {
    const { ok } = await fetch(`/proxy/${address}?${faults}`, { method: 'POST' });
    if (!ok) throw new Error('the proxy does not answer');
  }

  addEventListener('pagehide', ({ persisted }) => {
    // A page that may come back needs it again.
    if (!persisted) fetch(`/proxy/${address}`, { method: 'DELETE', keepalive: true });
  });
  return { base: `${location.protocol.replace('http', 'ws')}//${address}`, disturb };
}
