// Which rules does docs/contract.md have, and which tests quote them?
// Run as a program it prints each rule with its tests, and fails if a rule has none, or if docs/delivery.md names a test that is
// not there.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);
const CONTRACT = new URL('docs/contract.md', ROOT);
const PROMISES = new URL('docs/delivery.md', ROOT);
const TESTS = new URL('../contract/', import.meta.url);

/** The rules that have to have tests, in the order of the contract: 'CALL-1', …, 'TASK'. */
export function contractRules() {
  return parseRules(readFileSync(CONTRACT, 'utf8'));
}

/** The rules that a test's title begins with: 'CALL-3 RES-1 one result' gives both. */
export function rulesOf(title) {
  return /^(?:[A-Z]+(?:-\d+)? )*/.exec(title)[0].split(' ').filter(Boolean);
}

// An area is a heading `## NAME…`, with its rules as numbered lines, or an item `- NAME …`, with their numbers in its line; one
// without numbers is a rule itself.
function parseRules(text) {
  const areas = [];
  for (const line of text.split('\n')) {
    const area = /^(?:## ([A-Z]+)\b(?!-)|- ([A-Z]{2,})\b)/.exec(line);
    if (area) areas.push({ name: area[1] ?? area[2], numbers: area[2] ? numbersWithin(line) : [] });
    else if (line.startsWith('#')) areas.push({ name: undefined, numbers: [] });
    const number = /^(\d+)\. /.exec(line);
    if (number) areas.at(-1).numbers.push(number[1]);
  }
  return areas
    .filter(({ name }) => name)
    .flatMap(({ name, numbers }) => (numbers.length > 0 ? numbers.map((number) => `${name}-${number}`) : [name]));
}

/** '1', '2' and so on, as far as they go. */
function numbersWithin(line) {
  const numbers = [];
  let place = 0;
  for (let number = 1; (place = line.indexOf(` ${number}. `, place)) >= 0; number += 1) numbers.push(`${number}`);
  return numbers;
}

/** The titles in the sources; of a computed title what stands before the computation. */
function titlesInSources() {
  return readdirSync(TESTS)
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) => {
      const source = readFileSync(new URL(file, TESTS), 'utf8');
      return [...source.matchAll(/\bit\(\s*(['"`])((?:\\.|(?!\1).)*)\1/gs)].map(([, , title]) => ({ file, title }));
    });
}

/** What docs/delivery.md says of tests: `{ sentence, file, title }`; of the title its beginning will do. A row: | sentence | `file` title; `file` title | */
function promises() {
  const rows = readFileSync(PROMISES, 'utf8')
    .split('\n')
    .filter((line) => /^\| [A-Z`]/.test(line));
  return rows.flatMap((row) => {
    const [sentence, tests = ''] = row.replace(/^\| | \|$/g, '').split(' | ');
    const named = tests.split(/; (?=`[a-z]+\/)/).map((test) => /^`(\S+)` (.+)$/.exec(test) ?? ['', '', '']);
    return named.map(([, file, title]) => ({ sentence, file, title }));
  });
}

function main() {
  const rules = contractRules();
  const tests = titlesInSources();
  let faults = 0;
  for (const rule of rules) {
    const own = tests.filter(({ title }) => rulesOf(title).includes(rule));
    console.log(rule);
    for (const { file, title } of own) console.log(`  ${file}: ${title}`);
    if (own.length === 0) console.log('  NO TEST');
    faults += own.length === 0;
  }
  for (const { file, title } of tests) {
    for (const rule of rulesOf(title).filter((name) => !rules.includes(name))) {
      console.log(`${file}: ${title}\n  NO RULE ${rule}`);
      faults += 1;
    }
  }
  for (const { sentence, file, title } of promises()) {
    const isThere = file && title && readFileSync(new URL(file, ROOT), 'utf8').includes(title);
    if (isThere) continue;
    console.log(`docs/delivery.md: ${sentence}\n  NO TEST ${file} ${title}`);
    faults += 1;
  }
  process.exitCode = faults > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
