// What most pages take that want to stay connected.

import ReconnectingWebSocket from 'reconnecting-websocket';
import { over } from './reconnecting-class.js';

export const connect = over(ReconnectingWebSocket);
