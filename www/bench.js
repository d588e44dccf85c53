// What does it cost? What `cargo xtask bench` has measured, as it was recorded.

import { BASELINE, contenders } from '/benches/contenders/all.js';
import { addBars } from './bars.js';
import { preferredLanguage, speak } from './i18n.js';
import { readLink } from './link.js';

const element = (id) => document.getElementById(id);

const barsOf = (entries) =>
  Object.entries(entries)
    .filter(([name]) => name !== BASELINE)
    .map(([name, { ratio }]) => ({ label: titleOf(name), ratio, ours: name.startsWith('uni-socket') }));

const titleOf = (name) => contenders[name]?.title ?? name;

const parameters = readLink();
document.documentElement.dataset.theme = parameters.get('theme') ?? '';
speak(parameters.get('language') ?? preferredLanguage());

const recorded = await (await fetch('results.json')).json();
const { date, processor, browser } = recorded.machine;
element('recorded-note').textContent = `${date} · ${processor} · ${browser}`;
for (const { work, value, entries } of [...recorded.rows, ...recorded.evaluation]) {
  if (value !== 'thread') addBars(element('recorded'), value === 'each' ? work : `${work}: ${value}`, barsOf(entries));
}
