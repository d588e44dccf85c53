// What does a page of a host go through? Hidden and shown, cut off and back again, as the test has it.

import { callBack, createListeners } from './listeners.mjs';

/** Resolves the host's functions, and `become('hidden' | 'visible' | 'offline' | 'online')` for the test. */
export function createLifecycle(guard) {
  const listeners = createListeners(guard);
  let isConnected = true;
  const networkType = () => (isConnected ? 'wifi' : 'none');

  const functions = {
    getNetworkType: (options) =>
      setImmediate(callBack, guard, { ...options }, ['success', 'complete'], {
        networkType: networkType(),
        errMsg: 'getNetworkType:ok',
      }),
  };
  for (const name of ['AppShow', 'AppHide', 'NetworkStatusChange']) {
    functions[`on${name}`] = (listener) => listeners.on(name, listener);
    functions[`off${name}`] = (listener) => listeners.off(name, listener);
  }

  function become(what) {
    if (what === 'hidden') listeners.tell('AppHide', {});
    else if (what === 'visible') listeners.tell('AppShow', { path: 'pages/index/index', query: {}, scene: 1001 });
    else {
      isConnected = what === 'online';
      listeners.tell('NetworkStatusChange', { isConnected, networkType: networkType() });
    }
  }

  return { functions, become };
}
