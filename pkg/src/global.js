// The script tag: `uniSocket` always, `uni` where the page has none. A page that has one keeps it, until it calls
// `uniSocket.install()`.

import * as uniSocket from './index.js';

globalThis.uniSocket = uniSocket;
globalThis.uni ??= uniSocket.uni;
