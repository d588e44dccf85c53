// Which rule holds on which host? Run as a program it runs the contract on each simulated host, and writes the table of
// docs/hosts.md between its markers. `--print` prints it instead.

import { putBetween } from '../support/markdown.mjs';
import { contractRules, rulesOf } from '../support/rules.mjs';
import { startServer } from '../support/server.mjs';
import { differences, differenceOf } from './differences.js';
import { runContract, runs } from './runs.mjs';

const DOCUMENT = new URL('../../docs/hosts.md', import.meta.url);
const [BEGIN, END] = ['<!-- table of tests/hosts/table.mjs -->', '<!-- end of the table -->'];

const nameOf = ({ host, backend }) => (backend === 'js' ? host : `${host}, ${backend}`);

/** `columns`: `{ run, tests }`, each with what runContract() resolves. */
function tableOf(columns) {
  const lines = [
    '### The contract on simulated hosts',
    '',
    '✓ each test of the rule passes · a number: but for those of this difference · ✗ a test fails · – no test passes, by that difference',
    '',
    `| rule | ${columns.map(({ run }) => nameOf(run)).join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    ...contractRules().map((rule) => `| ${rule} | ${columns.map((column) => cell(rule, column)).join(' | ')} |`),
    '',
    ...differences.map(({ hosts, why }, index) => `${index + 1}. ${hosts.join(', ')}: ${why}`),
  ];
  return lines.join('\n');
}

function cell(rule, { run, tests }) {
  const own = tests.filter(({ title }) => rulesOf(title).includes(rule));
  const failed = own.filter(({ state }) => state !== 'passed');
  const reasons = failed.map(({ title }) => differenceOf(run.host, title)?.why);
  const numbers = [...new Set(reasons)].map((why) => differences.findIndex((difference) => difference.why === why) + 1);
  if (own.length === 0 || reasons.includes(undefined)) return '✗';
  if (failed.length === 0) return '✓';
  const marks = numbers.sort((one, other) => one - other).join(' ');
  return failed.length === own.length ? `– ${marks}` : marks;
}

async function main() {
  const server = await startServer();
  const columns = [];
  try {
    for (const run of runs) columns.push({ run, ...(await runContract(run, server)) });
  } finally {
    await server.stop();
  }
  const table = tableOf(columns);
  if (process.argv.includes('--print')) {
    console.log(table);
    return;
  }
  putBetween(DOCUMENT, BEGIN, END, table);
}

await main();
