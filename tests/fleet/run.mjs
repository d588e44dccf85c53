// What do thousands do to one server? Prints it, one row for each setting, or keeps it in docs/reconnecting.md.
//   node tests/fleet/run.mjs [--clients N] [--record]

import { parseArgs } from 'node:util';
import { machine } from '../support/machine.mjs';
import { putBetween, table } from '../support/markdown.mjs';
import { loseTheServer } from './fleet.mjs';

const DOCUMENT = new URL('../../docs/reconnecting.md', import.meta.url);

/** As in the table in virtual time (src/connection/tests/fleet.rs). */
const AWAY = 10_000;
/** Two of the default intervals. */
const BEATS = 50_000;
const TABS = { tabs: 8, tasks: 5 };
const HEAD = [
  'clients',
  'busiest second after the return',
  'half are back after',
  'all are back after',
  'busiest second while it is away',
  'attempts in all',
  'heartbeats a second, then',
  'busiest second of them',
];

const { values: given } = parseArgs({
  options: { clients: { type: 'string', default: '10000' }, record: { type: 'boolean' } },
});
const clients = Number(given.clients);
if (!(Number.isInteger(clients) && clients > 0)) throw new Error(`--clients is a number, got ${given.clients}`);

const on = Object.entries(machine())
  .map(([name, value]) => `- ${name}: ${value}`)
  .join('\n');

const fleets = [
  { 'by default, in Node': { clients }, [`by default, in ${TABS.tabs} tabs of Chromium at the same time`]: TABS },
  { "`jitter: 'equal'`, in Node": { clients, jitter: 'equal' } },
  { "`jitter: 'none'`, in Node": { clients, jitter: 'none' } },
];

const rows = [];
for (const fleet of fleets) {
  const crowds = Object.entries(fleet).map(([tag, { jitter, ...size }]) => ({
    tag,
    ...size,
    options: { reconnect: jitter ? { jitter } : true, heartbeat: true },
  }));
  for (const outcome of await loseTheServer({ crowds, away: AWAY, beats: BEATS })) {
    rows.push(rowOf(outcome));
    console.log(rows.at(-1).join(' | '));
  }
}

/** Fails where a client is not back, or has needed more than one handshake to be. */
function rowOf({ tag, count, seen, ...outcome }) {
  if (seen.handshakes !== count || seen.open !== count) {
    throw new Error(`${tag}: of ${count} clients ${seen.open} are open, after ${seen.handshakes} handshakes`);
  }
  const seconds = (milliseconds) => `${(milliseconds / 1_000).toFixed(1)} s`;
  return [
    `${count} ${tag}`,
    String(outcome.busiestBack),
    seconds(outcome.halfBack),
    seconds(outcome.allBack),
    String(outcome.busiestAway),
    String(outcome.attempts),
    String(Math.round((outcome.steadyBeats * 1_000) / BEATS)),
    String(outcome.busiestBeats),
  ];
}

const text = `${table(HEAD, rows)}\n\n${on}`;
if (given.record) putBetween(DOCUMENT, '<!-- fleet -->', '<!-- end of fleet -->', `\n${text}\n`);
else console.log(`\n${text}`);
