// On what was it measured?

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { EXECUTABLE } from '../tests/support/chromium.mjs';

const LOCK = new URL('./package-lock.json', import.meta.url);
const PACKAGES = [
  '@dcloudio/uni-h5',
  '@tarojs/taro-h5',
  'partysocket',
  'reconnecting-websocket',
  'socket.io-client',
];

export function machine() {
  const { packages } = JSON.parse(readFileSync(LOCK, 'utf8'));
  const [load] = os.loadavg();
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: `${os.cpus()[0].model}, ${os.cpus().length} cores`,
    load: `${load.toFixed(1)} before it began`,
    system: `${os.type()} ${os.release()}`,
    browser: execFileSync(EXECUTABLE, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(),
    node: process.version,
    commit: execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim(),
    packages: PACKAGES.map((name) => `${name} ${packages[`node_modules/${name}`].version}`).join(', '),
  };
}
