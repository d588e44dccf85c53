// How does what a command has found get into a document? Between two marks, in place of what the last run has put there.

import { readFileSync, writeFileSync } from 'node:fs';

/** @param document its name in docs/; @param mark what its two comments say: `<!-- mark -->` and `<!-- end of mark -->` */
export function writeInto(document, mark, text) {
  const file = new URL(`../../docs/${document}`, import.meta.url);
  const [begin, end] = [`<!-- ${mark} -->\n`, `<!-- end of ${mark} -->`];
  const before = readFileSync(file, 'utf8');
  const [from, to] = [before.indexOf(begin), before.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/${document} has no place for ${mark}`);
  writeFileSync(file, `${before.slice(0, from + begin.length)}\n${text}\n\n${before.slice(to)}`);
}
