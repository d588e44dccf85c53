// A page with mqtt, whose sockets are tasks.

import mqtt from 'mqtt';
import { openWebSocket } from './web-socket.js';

/** Resolves a client that is connected. */
window.connect = (url, options) => mqtt.connectAsync(url, { createWebsocket: openWebSocket, ...options });
