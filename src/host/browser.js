// What does a browser have to offer? Its `WebSocket`, and what the manifest of a uni-app page says.

import { warnOfIgnored } from './ignored.js';

/** @param asked the options of the call */
export function openWebSocket(Class, url, protocols, asked) {
  warnOfIgnored("a browser's WebSocket", asked, ['header', 'method']);
  const socket = new Class(url, protocols);
  socket.binaryType = 'arraybuffer';
  return socket;
}

/** `networkTimeout.connectSocket` of manifest.json. */
export function pageConnectTimeout() {
  try {
    const { connectSocket } = __uniConfig.networkTimeout;
    return typeof connectSocket === 'number' ? connectSocket : undefined;
  } catch {
    // Not a page of uni-app's, or one that says nothing.
    return undefined;
  }
}
