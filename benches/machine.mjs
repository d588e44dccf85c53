// On what was it measured, and beside which packages?

import { readFileSync } from 'node:fs';
import { machine as bare } from '../tests/support/machine.mjs';

const LOCK = new URL('./package-lock.json', import.meta.url);
const PACKAGES = ['@dcloudio/uni-h5', '@tarojs/taro-h5', 'partysocket', 'reconnecting-websocket', 'socket.io-client'];

export function machine() {
  const { packages } = JSON.parse(readFileSync(LOCK, 'utf8'));
  return { ...bare(), packages: PACKAGES.map((name) => `${name} ${packages[`node_modules/${name}`].version}`).join(', ') };
}
