// What came of each fault, in each phase? Run as a program it plays the whole matrix in every engine, and writes the table of
// docs/faults.md between its marks (`cargo xtask faults`).

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { putBetween, table } from '../support/markdown.mjs';
import { startServer } from '../support/server.mjs';
import { groups, PHASES } from './faults.js';
import { OPTIONS } from './expectations.js';
import { cellsOf } from './matrix.js';
import { playMatrix } from './run.mjs';

const DOCUMENT = new URL('../../docs/faults.md', import.meta.url);
const [BEGIN, END] = ['<!-- table of tests/faults/table.mjs -->', '<!-- end of the table -->'];
const NAMES = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' };

/** What the table is of: every option, in each of these. */
const whole = [
  { engine: 'chromium', build: 'wasm' },
  { engine: 'chromium', build: 'js' },
  { engine: 'firefox', build: 'wasm' },
  { engine: 'webkit', build: 'wasm' },
];

/** `results`: of each cell of each engine `{ engine, fault, phase, does, state }`. */
function tableOf(results) {
  const parts = Object.entries(groups).flatMap(([group, faults]) => {
    const rows = faults.map(({ name }) => [
      name,
      ...PHASES.map((phase) => cell(results.filter((own) => own.fault === name && own.phase === phase))),
    ]);
    return [`### ${group}`, '', table(['fault', ...PHASES], rows), ''];
  });
  const passed = results.filter(({ state }) => state === 'passed').length;
  const each = whole.map(({ engine, build }) => {
    const own = results.filter((result) => result.engine === engine && result.build === build);
    return `${NAMES[engine]} on the ${build} build ${own.length}`;
  });
  return [
    ...parts,
    `${passed} of ${results.length} cells passed: ${each.join(', ')}; with the options ${Object.keys(OPTIONS).join(', ')}.`,
  ].join('\n');
}

/** What the fault does to a connection, and how many cells passed of those that were played; where engines differ, each. */
function cell(own) {
  const kinds = [...new Set(own.map(({ does }) => does))];
  const counted = kinds.map((does) => {
    const alike = own.filter((result) => result.does === does);
    const passed = alike.filter(({ state }) => state === 'passed').length;
    const where = kinds.length > 1 ? ` (${[...new Set(alike.map(({ engine }) => NAMES[engine]))].join(', ')})` : '';
    return `${does} ${passed}/${alike.length}${where}`;
  });
  return counted.join('; ') || '–';
}

/** The table that the document has to have, as long as every cell passes: which cells there are does not depend on a run. */
export function expectedTable() {
  const cells = whole.flatMap(({ engine, build }) =>
    cellsOf(engine).map(({ fault, phase, expectation }) => ({
      engine,
      build,
      fault: fault.name,
      phase,
      does: expectation.effect.does,
      state: 'passed',
    })),
  );
  return tableOf(cells);
}

/** The one that it has. */
export function documentedTable() {
  const text = readFileSync(DOCUMENT, 'utf8');
  return text.slice(text.indexOf(BEGIN) + BEGIN.length, text.indexOf(END)).trim();
}

async function main() {
  const server = await startServer();
  const results = [];
  try {
    for (const run of whole) {
      const { version, ended, tests } = await playMatrix(run, server);
      const failed = tests.filter(({ state }) => state !== 'passed');
      console.log(
        `${NAMES[run.engine]} ${version}, ${run.build}: ${tests.length} cells, ${failed.length} failed${ended ? '' : ', and it did not come to its end'}`,
      );
      for (const { title, message } of failed) console.log(`  ${title}: ${message}`);
      results.push(...tests.map((test) => ({ ...run, ...test })));
    }
  } finally {
    await server.stop();
  }
  putBetween(DOCUMENT, BEGIN, END, tableOf(results));
  process.exitCode = results.every(({ state }) => state === 'passed') ? 0 : 1;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
