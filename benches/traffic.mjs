// What do messages and connections cost? Every work, in one page.

import { BASELINE, contendersOf } from './contenders/all.js';
import { compared, inRounds } from './rounds.mjs';

const RUN = '(given) => sample(...given)';

/** Adds to `rows`: `{ work, value, entries }`. */
export async function measureTraffic({ openPage, addresses }, works, rounds, rows, say) {
  const open = async (options) => {
    const page = await openPage('/benches/page.html', '() => Boolean(globalThis.sample)', options);
    await page.ask('Performance.enable');
    return page;
  };
  const shared = await open();
  for (const work of works) {
    say(work.name);
    const { file, parameters, values = ['each'] } = work;
    const samples = await inRounds(contendersOf(work), work.rounds ?? rounds, async (name) => {
      const page = work.warmUpBy ? await open({ apart: true }) : shared;
      if (work.warmUpBy) await page.evaluate('warming up', RUN, [name, file, work.warmUpBy, addresses]);
      const before = await threadTime(page);
      const given = [name, file, parameters, addresses];
      const sample = await page.evaluate(`${work.name} by ${name}`, RUN, given);
      const thread = ((await threadTime(page)) - before) * 1000;
      if (work.warmUpBy) await page.close();
      return { ...sample.values, thread: thread / sample.items };
    });
    for (const value of [...values, 'thread']) {
      rows.push({ work: work.name, value, entries: compared(samples, BASELINE, value) });
    }
  }
  await shared.close();
}

/** Seconds of the processor that the page's main thread has had: it does not count what others did meanwhile. */
async function threadTime(page) {
  const { metrics } = await page.ask('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'ThreadTime').value;
}
