// A page with @hyoga/uni-socket.io 1, which is for servers of socket.io 2 and takes the global `uni`.

import './uni.js';
import io from '@hyoga/uni-socket.io-1';

export { io };
