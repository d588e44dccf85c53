// What do messages and connections cost? Every work, in one page.

import { BASELINE, contendersOf } from './contenders/all.js';
import { compared, inRounds } from './rounds.mjs';

/** Adds to `rows`: `{ work, value, entries }`. */
export async function measureTraffic({ openPage, addresses }, works, rounds, rows, say) {
  const page = await openPage('/benches/page.html', '() => Boolean(globalThis.sample)');
  await page.ask('Performance.enable');
  for (const work of works) {
    say(work.name);
    const { file, parameters, values = ['each'] } = work;
    const samples = await inRounds(contendersOf(work), rounds, async (name) => {
      const before = await threadTime(page);
      const given = [name, file, parameters, addresses];
      const sample = await page.evaluate(`${work.name} by ${name}`, '(given) => sample(...given)', given);
      const thread = ((await threadTime(page)) - before) * 1000;
      return { ...sample.values, thread: thread / sample.items };
    });
    for (const value of [...values, 'thread']) {
      rows.push({ work: work.name, value, entries: compared(samples, BASELINE, value) });
    }
  }
  await page.close();
}

/** Seconds of the processor that the page's main thread has had: it does not count what others did meanwhile. */
async function threadTime(page) {
  const { metrics } = await page.ask('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ThreadTime').value;
}
