// A crowd in a process of its own, over the sockets of `ws`. It is told what to open, tells when all are open and when all
// are back, and is asked what it has noted.

import { once } from 'node:events';
import * as library from 'uni-socket';
import WebSocket from 'ws';
import { openCrowd } from './crowd.js';

process.once('disconnect', () => process.exit());
const [order] = await once(process, 'message');
const { back, note } = await openCrowd(library, WebSocket, order);
process.on('message', () => process.send(note));
process.send('open');
await back;
process.send('back');
