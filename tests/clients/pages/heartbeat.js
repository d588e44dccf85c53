// A page with websocket-heartbeat-miniprogram, which is told where its sockets come from. With functions that take
// listeners off it uses the global ones, as for Alipay; without them, tasks.

import { install, uni } from 'uni-socket/mp';
import connect from 'websocket-heartbeat-miniprogram';

const hosts = { 'global functions': install(wx), tasks: { connectSocket: uni.connectSocket } };

export const open = (kind, options) => connect({ miniprogram: hosts[kind], ...options });
