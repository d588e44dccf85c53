// The default entry, with a callback for each result. A module of its own: what the engine learns of one way of calling
// is not the other's.

import { ready, uni } from '/pkg/dist/index.js?success';
import { over } from './uni-with-success.js';

await ready;

export const connect = over(uni.connectSocket);
