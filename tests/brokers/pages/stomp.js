// A page with @stomp/stompjs, whose sockets are tasks.

import { Client } from '@stomp/stompjs';
import { openWebSocket } from './web-socket.js';

window.createClient = (url, options) =>
  new Client({ webSocketFactory: () => openWebSocket(url, ['v12.stomp', 'v11.stomp']), ...options });
