// What is measured goes into a document: as a table, between two marks.

import { readFileSync, writeFileSync } from 'node:fs';

/** @param head and each of `rows` lists of texts; the first column is to the left, the others to the right */
export function table(head, rows) {
  if (rows.length === 0) return '';
  const widths = head.map((_, column) => Math.max(3, ...[head, ...rows].map((row) => row[column].length)));
  const line = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  const rule = line(widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)));
  return [line(head), rule, ...rows.map(line)].join('\n');
}

/** Puts `text` between two marks of a document, in the place of what is there. */
export function putBetween(document, begin, end, text) {
  const before = readFileSync(document, 'utf8');
  const [from, to] = [before.indexOf(begin) + begin.length, before.indexOf(end)];
  if (!before.includes(begin) || to < from) throw new Error(`${document.pathname} has no place for it: ${begin} and ${end}`);
  writeFileSync(document, `${before.slice(0, from)}\n${text}\n${before.slice(to)}`);
}
