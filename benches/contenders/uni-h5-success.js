// uni-app's own sockets for H5, with a callback for each result.

import { connectSocket } from '@dcloudio/uni-h5/dist/uni-h5.es.js';
import { over } from './uni-with-success.js';

// It has no such member; the benchmark has to know.
export const connect = over(connectSocket, (task) => task._webSocket.bufferedAmount);
