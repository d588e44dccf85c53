// The successor of reconnecting-websocket.

import WebSocket from 'partysocket/ws';
import { over } from './reconnecting-class.js';

export const connect = over(WebSocket);
