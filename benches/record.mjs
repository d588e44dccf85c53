// Keeps a run: in docs/performance.md, between its two marks, and for the page www/bench.html.

import { writeFileSync } from 'node:fs';
import { putBetween } from '../tests/support/markdown.mjs';

const DOCUMENT = new URL('../docs/performance.md', import.meta.url);
const SHOWN = new URL('../www/results.json', import.meta.url);

/** @param report as on the terminal */
export function record(json, report) {
  writeFileSync(SHOWN, json);
  putBetween(DOCUMENT, '<!-- run -->', '<!-- end of run -->', `\n${report}\n`);
}
