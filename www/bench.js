// What does it cost? What `cargo xtask bench` has measured, as it was recorded.

import { BASELINE, contenders } from '/benches/contenders/all.js';
import { SCRIPT_BASELINE, scriptTitles, valueTitles } from '/benches/titles.js';
import { addBars } from './bars.js';
import { preferredLanguage, speak } from './i18n.js';
import { readLink } from './link.js';

const element = (id) => document.getElementById(id);

/** Bars for the entries of a row, but for the one that all are in proportion to. */
const barsOf = (entries, baseline, titleOf) =>
  Object.entries(entries)
    .filter(([name]) => name !== baseline)
    .map(([name, { ratio }]) => ({ label: titleOf(name), ratio, ours: name.startsWith('uni-socket') }));

const parameters = readLink();
document.documentElement.dataset.theme = parameters.get('theme') ?? '';
speak(parameters.get('language') ?? preferredLanguage());

const recorded = await (await fetch('results.json')).json();
const { date, processor, browser } = recorded.machine;
element('recorded-note').textContent = `${date} · ${processor} · ${browser}`;
for (const { work, value, entries } of recorded.rows) {
  const title = value === 'each' ? work : `${work}: ${valueTitles[value]}`;
  const bars = barsOf(entries, BASELINE, (name) => contenders[name].title);
  if (value !== 'thread') addBars(element('recorded'), title, bars);
}
for (const { entries } of recorded.evaluation) {
  const bars = barsOf(entries, SCRIPT_BASELINE, (name) => scriptTitles[name]);
  addBars(element('recorded-scripts'), undefined, bars);
}
