// What is measured goes into a document: as a table, between two marks. And it is read there again.

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

/** What the tables of a text say: `(row, column)`, by the first cell of a row and the head of a column, `''` where there is nothing. */
export function tablesOf(text) {
  const cells = new Map();
  let head;
  for (const line of text.split('\n')) {
    const row = /^\|.*\|$/.test(line)
      ? line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim())
      : undefined;
    if (row && !head) head = row;
    else if (row) row.forEach((cell, column) => cells.set(`${row[0]}|${head[column]}`, cell));
    else head = undefined;
  }
  return (row, column) => cells.get(`${row}|${column}`) ?? '';
}
