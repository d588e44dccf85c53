// Keeps a run: in docs/performance.md, between its two marks, in the README, and for the page www/bench.html.

import { readFileSync, writeFileSync } from 'node:fs';
import { putBetween } from '../tests/support/markdown.mjs';
import { READMES, withFigures } from './readme.mjs';

const DOCUMENT = new URL('../docs/performance.md', import.meta.url);
const SHOWN = new URL('../www/results.json', import.meta.url);

/** @param report as on the terminal */
export function record(json, report) {
  // First, because a run of a few works only is refused there.
  for (const readme of READMES) {
    const file = new URL(`../${readme}`, import.meta.url);
    writeFileSync(file, withFigures(readme, readFileSync(file, 'utf8'), report));
  }
  writeFileSync(SHOWN, json);
  putBetween(DOCUMENT, '<!-- run -->', '<!-- end of run -->', `\n${report}\n`);
}
