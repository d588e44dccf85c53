// What is said of a soak? Tables in Markdown, on the terminal and in docs/soak.md alike.

import { table } from '../support/markdown.mjs';

export function report({ seed, minutes, machine, pages }) {
  return [
    [...Object.entries(machine), ['seed', seed], ['minutes', minutes.toFixed(1)]]
      .map(([name, value]) => `- ${name}: ${value}`)
      .join('\n'),
    '### Messages',
    perPage(pages, messages),
    '### Why messages failed',
    perPage(pages, ({ counts }) => counts.failed, byNumber),
    '### Connections',
    perPage(pages, connections),
    '### What befell them',
    perPage(pages, ({ faults }) => faults, byNumber),
    '### Tasks that had the option',
    perPage(pages, ({ counts }) => counts.features, byNumber),
    '### What the page held, before and after',
    memory(pages),
    '### Violations',
    violations(pages),
  ].join('\n\n');
}

function messages({ counts, audited }) {
  return {
    'given to `send`': counts.begun,
    'failed, and never received': counts.begun - counts.handed,
    'handed to the host': counts.handed,
    '… and received by the server': audited.received,
    '… and echoed': counts.echoed,
    '… and lost, of a connection that broke': audited.lost,
    '… and lost, under way when the server closed': audited.tooLate,
    bytes: counts.bytes,
  };
}

function connections({ counts, audited }) {
  return {
    attempts: counts.attempts,
    opened: counts.opens,
    '… again, by `reconnect`': counts.reopens,
    'connections audited': audited.connections,
    '… that did not end cleanly': audited.broken,
  };
}

/** A row for each thing that is counted, a column for each page, and one for all. */
function perPage(pages, counted, order = () => 0) {
  const columns = pages.map(counted);
  const names = [...new Set(columns.flatMap(Object.keys))];
  const sum = (name) => columns.reduce((all, column) => all + (column[name] ?? 0), 0);
  const rows = names.map((name) => ({ name, all: sum(name) })).sort(order);
  return table(
    ['', ...pages.map(({ build }) => build), 'all'],
    rows.map(({ name, all }) => [name, ...columns.map((column) => number(column[name] ?? 0)), number(all)]),
  );
}

const byNumber = (one, other) => other.all - one.all;

function memory(pages) {
  const kinds = Object.keys(pages[0].censuses[0]);
  return table(
    ['', ...pages.map(({ build }) => build)],
    kinds.map((kind) => [
      NAMES[kind],
      ...pages.map(({ censuses: [first, last] }) => `${number(first[kind])} → ${number(last[kind])}`),
    ]),
  );
}

const NAMES = {
  sockets: 'WebSocket objects',
  promises: 'Promises',
  listeners: 'event listeners',
  handles: 'values held by the core',
  entries: 'entries of the package’s collections',
  memory: 'memory of the core, bytes',
  bytes: 'heap, bytes',
};

const violations = (pages) =>
  pages.flatMap((page) => page.violations.map((what) => `- ${page.build}: ${what}`)).join('\n') || 'None.';

const number = (value) => value.toLocaleString('en-US');
