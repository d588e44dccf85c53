// How long from a script's text to something that can be called? In a fresh page with a process of its own for each
// sample, or the engine would remember what it has compiled.

import { compared, inRounds } from './rounds.mjs';
import { SCRIPT_BASELINE } from './titles.js';

// Not the page that every tab begins with.
const IS_LOADED = '() => location.protocol === "http:" && document.readyState === "complete"';
/** What has to be there once the script has been evaluated. */
const USABLE = {
  'socket.io': 'typeof io === "function"',
  'socket.io-again': 'typeof io === "function"',
  'uni-socket': 'evaluated.module.backend === "wasm"',
  'uni-socket-tag': 'uniSocket.backend === "wasm"',
  'uni-socket-js': 'evaluated.module.backend === "js"',
  'uni-h5': 'typeof evaluated.module.connect === "function"',
  reconnecting: 'typeof evaluated.module.default === "function"',
  partysocket: 'typeof evaluated.module.default === "function"',
};

/** Resolves rows: `{ work, value, entries }`. */
export async function measureEvaluation({ openPage }, { pages }, say) {
  say('evaluation');
  const samples = await inRounds(Object.keys(USABLE), { warmUp: 1, rounds: pages }, async (name) => {
    const page = await openPage('/benches/blank.html', IS_LOADED, { apart: true });
    const given = [`/benches/dist/scripts/${name.replace('-again', '')}.js`, USABLE[name]];
    const each = await page.evaluate(`evaluation of ${name}`, evaluate, given);
    await page.close();
    return { each };
  });
  return [{ work: 'evaluation', value: 'each', entries: compared(samples, SCRIPT_BASELINE, 'each') }];
}

/** Runs in the page. */
async function evaluate([address, usable]) {
  const run = (text) => {
    const script = document.createElement('script');
    script.text = text;
    const start = performance.now();
    document.head.append(script);
    return performance.now() - start;
  };
  const text = await (await fetch(address)).text();
  // What the page does for its first script is no script's own.
  run('globalThis.first = () => 1; first();');
  const time = run(`${text}\n;globalThis.isUsable = ${usable};`);
  if (globalThis.isUsable !== true) throw new Error(`${address} was evaluated, but not: ${usable}`);
  return time;
}
