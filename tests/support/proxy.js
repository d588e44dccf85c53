// A proxy of the server (server/src/endpoints/proxy.rs): for Node and for pages.

/**
 * Opens one. Resolves `{ origin, change, close }`.
 * @param http address of the server
 * @param place `{ upstream, address, port }`: before what, and where; by default before the server, beside it
 */
export async function openProxy(http, place = {}) {
  const { address } = await (await ask('POST', `${http}/proxy`, place)).json();
  const own = `${http}/proxy/${address}`;
  return {
    origin: `http://${address}`,
    /** @param faults `{ direction, to, fate, after, latency, jitter, slice, pause, seed }`; without any it heals */
    change: (faults = {}) => ask('POST', own, faults),
    /** Ends its connections. Whoever connects from then on is refused. */
    close: () => ask('DELETE', own, {}),
  };
}

async function ask(method, address, parameters) {
  const response = await fetch(`${address}?${new URLSearchParams(parameters)}`, { method });
  if (!response.ok) throw new Error(`${method} ${response.url} answers ${response.status}: ${await response.text()}`);
  return response;
}
