// A page with @hyoga/uni-socket.io 3, which is for servers of socket.io 4 and takes the global `uni`.

import './uni.js';
import io from '@hyoga/uni-socket.io';

export { io };
