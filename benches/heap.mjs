// What does an idle socket weigh? So many of them are opened and held, in a fresh page, and the garbage collected
// before and after.

import { bytesUsed } from '../tests/support/census.mjs';
import { BASELINE, contendersOf } from './contenders/all.js';
import { HELD } from './plan.mjs';
import { summary } from './quantile.js';
import { inRounds } from './rounds.mjs';

/** Resolves `{ name: { bytes, over, wasm, growth } }`: of a socket, of it over bare; of wasm's memory, and its growth. */
export async function measureHeap({ openPage, addresses }, { heaps }, say) {
  say('heap');
  const names = contendersOf({ needs: 'sockets' });
  const samples = await inRounds(names, { warmUp: 0, rounds: heaps }, async (name) => {
    const page = await openPage('/benches/page.html', '() => Boolean(globalThis.hold)', { apart: true });
    const hold = (number) => page.evaluate(`heap of ${name}`, '(given) => hold(...given)', [name, number, addresses]);
    await page.ask('HeapProfiler.enable');
    // The first ones bring along what all of them share.
    await hold(5);
    const before = { bytes: await bytesUsed(page), wasm: await wasmMemory(page) };
    await hold(HELD);
    const after = { bytes: await bytesUsed(page), wasm: await wasmMemory(page) };
    await page.close();
    return { bytes: (after.bytes - before.bytes) / HELD, growth: after.wasm - before.wasm, wasm: after.wasm };
  });
  const bare = summary(samples[BASELINE].map(({ bytes }) => bytes)).median;
  return Object.fromEntries(
    names.map((name) => {
      const bytes = samples[name].map((sample) => sample.bytes);
      const over = summary(bytes.map((value) => value - bare));
      const { wasm, growth } = samples[name].at(-1);
      return [name, { bytes: summary(bytes), over, wasm, growth }];
    }),
  );
}

const wasmMemory = (page) => page.evaluate('wasm memory', '() => wasmMemory()');
