// What does it cost? What `cargo xtask bench` has measured, and the same works by this page, against this page's
// server.

import { BASELINE, CONTROL, contenders } from '/benches/contenders/all.js';
import { sample } from '/benches/page.js';
import { summary } from '/benches/quantile.js';
import { addChart } from './chart.js';
import { switchLanguageWith, t } from './i18n.js';
import { setText } from './text.js';

const ROUNDS = 7;
const LIVE = [BASELINE, CONTROL, 'uni-socket', 'uni-socket-js'];
const WORKS = [
  { name: 'receive 64 B text', file: 'receive', parameters: { size: 64, count: 5_000, binary: false } },
  { name: 'send 64 B text', file: 'send', parameters: { size: 64, burst: 500, bursts: 15, binary: false } },
  { name: 'echo, 100 in flight', file: 'echo', value: 'p50', parameters: { count: 4_000, inFlight: 100 } },
  { name: 'connect to first message', file: 'connect', parameters: { count: 5 } },
];

const element = (id) => document.getElementById(id);

const barsOf = (entries) =>
  Object.entries(entries)
    .filter(([name]) => name !== BASELINE)
    .map(([name, { ratio }]) => ({ label: titleOf(name), ratio, ours: name.startsWith('uni-socket') }));

const titleOf = (name) => contenders[name]?.title ?? name;

async function showKept() {
  const kept = await (await fetch('results.json')).json();
  const { date, processor, browser } = kept.machine;
  setText(element('kept-note'), `${date} · ${processor} · ${browser}`);
  element('kept').replaceChildren();
  for (const { work, value, entries } of [...kept.rows, ...kept.evaluation]) {
    if (value !== 'thread') addChart(element('kept'), value === 'each' ? work : `${work}: ${value}`, barsOf(entries));
  }
}

async function compare() {
  element('compare').disabled = true;
  element('live').replaceChildren();
  try {
    for (const { name, file, value = 'each', parameters } of WORKS) {
      setText(element('live-note'), t('Measuring: {name}', { name }));
      addChart(element('live'), name, barsOf(await ratios(file, value, parameters)));
    }
    const note = t('{rounds} rounds; the second bare one shows what the machine does to it', { rounds: ROUNDS });
    setText(element('live-note'), note);
  } catch (error) {
    setText(element('live-note'), String(error));
  } finally {
    element('compare').disabled = false;
  }
}

async function ratios(file, value, parameters) {
  const seen = Object.fromEntries(LIVE.map((name) => [name, []]));
  for (let round = -1; round < ROUNDS; round++) {
    const samples = {};
    // Each is the first in turn.
    for (const i of LIVE.keys()) {
      const name = LIVE[(i + round + 1) % LIVE.length];
      samples[name] = (await sample(name, file, parameters, [location.origin])).values[value];
    }
    // The first round only warms up.
    if (round >= 0) for (const name of LIVE) seen[name].push(samples[name] / samples[BASELINE]);
  }
  return Object.fromEntries(LIVE.map((name) => [name, { ratio: summary(seen[name]) }]));
}

element('compare').addEventListener('click', compare);
switchLanguageWith(element('language'), showKept);
