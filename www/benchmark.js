// What does the library cost, here and now? The works of benches/, by this page against this page's server, beside a bare
// WebSocket.

import { addBars } from './bars.js';
import { t, words } from './i18n.js';
import { addText } from './text.js';

const ROUNDS = 5;
const BASELINE = 'bare';
/** The same once more: how far its ratio is from 1 is what the machine does to a measurement. */
const CONTROL = 'control';

/** Timed as a whole: a page's clock is too coarse for one message. */
const WORKS = [
  { title: words('Echo, one in flight'), file: 'sockets', parameters: { sockets: 1, count: 200, inFlight: 1 } },
  { title: words('Receiving 64 B of text'), file: 'receive', parameters: { size: 64, count: 2_500, binary: false } },
];

/**
 * @param build which of the library's is measured
 * @param place where the bars go
 * @param note what is going on, and what came out
 */
export function createBenchmark({ build, place, note, onChange }) {
  const ours = build === 'js' ? 'uni-socket-js' : 'uni-socket';
  let running;

  async function start() {
    const own = {};
    running = own;
    onChange();
    place.replaceChildren();
    try {
      for (const work of WORKS) {
        const found = await measure(work, [BASELINE, CONTROL, ours], (round) => {
          if (running !== own) throw new Error(t('Stopped.'));
          note.textContent = t('Measuring: {name}, round {round} of {rounds}', { name: t(work.title), round, rounds: ROUNDS });
        });
        showWork(place, work, found);
      }
      note.textContent = t(
        'Time of a message, where 1 is that of a bare WebSocket: medians of {rounds} rounds, with the quartiles as a line',
        {
          rounds: ROUNDS,
        },
      );
    } catch ({ message }) {
      note.textContent = message;
    }
    if (running === own) running = undefined;
    onChange();
  }

  function stop() {
    running = undefined;
    onChange();
  }

  return { start, stop, isRunning: () => running !== undefined };

  function showWork(parent, { title }, found) {
    const names = { [CONTROL]: t('bare WebSocket, again'), [ours]: ours };
    const bars = Object.entries(names).map(([name, label]) => ({ label, ratio: found[name].ratio, ours: name === ours }));
    const chart = addBars(parent, t(title), bars);
    addText(chart, 'p', 'hint', inWords(found[BASELINE].time, found[ours].time, found[ours].ratio.median, found[CONTROL].ratio));
  }
}

/** Rounds in which all are measured forwards and backwards: a drift of the machine meets all alike. */
async function measure({ file, parameters }, names, onRound) {
  const { sample } = await import('/benches/page.js');
  const { summary } = await import('/benches/quantile.js');
  const times = Object.fromEntries(names.map((name) => [name, []]));
  // The first round only warms up.
  for (let round = 0; round <= ROUNDS; round++) {
    onRound(round);
    const sums = Object.fromEntries(names.map((name) => [name, 0]));
    for (const name of [...names, ...names.toReversed()]) {
      sums[name] += (await sample(name, file, parameters, [location.origin])).values.each;
    }
    if (round > 0) for (const name of names) times[name].push(sums[name] / 2);
  }
  const ratios = (name) => times[name].map((time, round) => time / times[BASELINE][round]);
  return Object.fromEntries(names.map((name) => [name, { time: summary(times[name]).median, ratio: summary(ratios(name)) }]));
}

const exact = (time) => `${Number((1_000 * time).toPrecision(3))} µs`;

/** What can be said of it, and no more. */
function inWords(bare, ours, ratio, control) {
  const noise = Math.max(...[control.low, control.median, control.high].map((value) => Math.abs(value - 1)));
  const values = {
    bare: exact(bare),
    ours: exact(ours),
    percent: Math.abs(100 * (ratio - 1)).toFixed(0),
    noise: (100 * noise).toFixed(0),
  };
  if (Math.abs(ratio - 1) <= noise) {
    return t('{ours} a message, bare {bare}: no difference that this run can tell (noise: {noise} %).', values);
  }
  return ratio > 1
    ? t('{ours} a message, bare {bare}: {percent} % longer (noise: {noise} %).', values)
    : t('{ours} a message, bare {bare}: {percent} % shorter (noise: {noise} %).', values);
}
