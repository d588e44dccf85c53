// A page with mqtt, which takes the global `wx` for wx: and wxs: addresses.

import './missing.js';
import { Buffer } from 'buffer/';
import { install } from 'uni-socket/mp';
import mqtt from 'mqtt';

install(wx);

export { Buffer, mqtt };
