// Keeps sizes: `cargo xtask sizes --record` sends all that it prints through this, into docs/sizes.md and the READMEs.

import { readFileSync, writeFileSync } from 'node:fs';
import { READMES, withSizes } from '../readme.mjs';

const ROOT = new URL('../../', import.meta.url);
/** What is printed last: without it the command has failed. */
const LAST = 'Peers, in bytes';
const TABLE = /^\|.*(?:\n\|.*)*/gm;

const titleOf = (table) => table.split('|')[1].trim();

let printed = '';
for await (const chunk of process.stdin.setEncoding('utf8')) {
  process.stdout.write(chunk);
  printed += chunk;
}
const tables = new Map(printed.match(TABLE)?.map((table) => [titleOf(table), table]));
if (!tables.has(LAST)) throw new Error('nothing is recorded: the run has not come to its end');

const document = new URL('docs/sizes.md', ROOT);
const before = readFileSync(document, 'utf8');
const places = before.match(TABLE).map(titleOf);
for (const title of tables.keys()) {
  if (places.filter((place) => place === title).length !== 1) throw new Error(`docs/sizes.md has no place for “${title}”`);
}
const recorded = before.replace(TABLE, (table) => tables.get(titleOf(table)) ?? table);
writeFileSync(document, recorded);
for (const readme of READMES) {
  const file = new URL(readme, ROOT);
  writeFileSync(file, withSizes(readme, readFileSync(file, 'utf8'), recorded));
}
