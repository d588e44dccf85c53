// Keeps a run: in docs/performance.md, between its two marks, and for the page www/bench.html.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const DOCUMENT = fileURLToPath(new URL('../docs/performance.md', import.meta.url));
const SHOWN = fileURLToPath(new URL('../www/results.json', import.meta.url));
const BEGIN = '<!-- run -->\n';
const END = '<!-- end of run -->';

/** @param report as on the terminal */
export function record(json, report) {
  writeFileSync(SHOWN, json);
  const text = readFileSync(DOCUMENT, 'utf8');
  const before = text.slice(0, text.indexOf(BEGIN) + BEGIN.length);
  writeFileSync(DOCUMENT, `${before}\n${report}\n\n${text.slice(text.indexOf(END))}`);
}
