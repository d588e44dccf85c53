// On what does it run? For what is measured.

import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { EXECUTABLE } from './chromium.mjs';

export function machine() {
  const [load] = os.loadavg();
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: `${os.cpus()[0].model}, ${os.cpus().length} cores`,
    load: `${load.toFixed(1)} before it began`,
    system: `${os.type()} ${os.release()}`,
    browser: execFileSync(EXECUTABLE, ['--version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim(),
    node: process.version,
    commit: execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim(),
  };
}
