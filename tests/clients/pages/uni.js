// What uni-app gives each module of a program: `uni`, here with sockets alone.

import { install } from 'uni-socket/mp';

globalThis.uni = install({});
