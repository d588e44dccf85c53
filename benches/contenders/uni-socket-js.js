// The entry whose core is JavaScript.

import { ready, uni } from '/pkg/dist/js.js';
import { over } from './uni.js?js';

await ready;

export const connect = over(uni.connectSocket);
