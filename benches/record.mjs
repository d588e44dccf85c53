// Keeps a run: in docs/performance.md, and for the page www/bench.html.

import { writeFileSync } from 'node:fs';
import { writeInto } from '../tests/support/document.mjs';

const SHOWN = new URL('../www/results.json', import.meta.url);

/** @param report as on the terminal */
export function record(json, report) {
  writeFileSync(SHOWN, json);
  writeInto('performance.md', 'run', report);
}
