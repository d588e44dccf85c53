// The default entry, with its results as Promises that nobody looks at.

import { ready, uni } from '/pkg/dist/index.js';
import { over } from './uni.js';

await ready;

export const connect = over(uni.connectSocket);
