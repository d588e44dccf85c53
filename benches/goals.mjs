// What was to be reached, and was it?

import { BASELINE, CONTROL, contenders } from './contenders/all.js';
import { isClaimed } from './table.mjs';

const US = 'uni-socket';
const SEND = 1.1;
const HEAP = 2048;
/** As far apart may two times be that are one: the control's are, now and then. */
const SAME = 1.3;
/** How much more than bare sockets' may the cost of one grow, from the least of them to the most? */
const GROWTH = 1.25;

/** `{ goal, met, seen }` of those that this run can say something about. */
export function goals({ rows, evaluation, heap }) {
  const find = (work, value = 'each') => rows.find((row) => row.work === work && row.value === value);
  return [
    ...withinControl(rows, 'A received message costs what it costs without a library', 'receive ', ['each']),
    ...withinControl(rows, 'A round trip takes as long as without a library', 'echo, ', ['p50', 'p99']),
    atMost('Sending 64 B costs at most 1.10 of bare', find('send 64 B text'), SEND),
    ...['receive 64 B text on a stub', 'send 64 B text on a stub'].flatMap((work) => [
      beside(find(work), 'uni-h5', 1),
      beside(find(work), 'gloo', 1 / 3),
    ]),
    beside(find('receive 64 B text on a stub'), 'partysocket', 1),
    flat(find('receive 64 B text on a stub'), find('receive 1 MiB binary on a stub')),
    flat(find('send 64 B text on a stub'), find('send 1 MiB binary on a stub')),
    atMost('The script is usable no later than socket.io-client', evaluation[0], 1),
    heap[US] && {
      goal: `An idle socket weighs at most ${HEAP} bytes more than a bare one`,
      met: heap[US].over.median <= HEAP,
      seen: `${heap[US].over.median.toFixed(0)} bytes`,
    },
    linear('listeners', find('receive with 1 listener'), find('receive with 100 listeners')),
    linear('sockets', find('echo over 1 socket'), find('echo over 200 sockets')),
    linear('the queue', find('queue of 1000', 'flush'), find('queue of 50000', 'flush')),
  ].filter(Boolean);
}

function withinControl(rows, goal, prefix, values) {
  return rows
    .filter(({ work, value }) => work.startsWith(prefix) && !/listener|stub/.test(work) && values.includes(value))
    .map(({ work, value, entries }) => ({
      goal: `${goal}: ${value === 'each' ? work : `${work}, ${value}`}`,
      met: !(entries[US].ratio.median > 1 && isClaimed(entries[US], entries[CONTROL])),
      seen: `${shown(entries[US])}, control ${shown(entries[CONTROL])}`,
    }));
}

function atMost(goal, row, limit) {
  return row && { goal, met: row.entries[US].ratio.median <= limit, seen: shown(row.entries[US]) };
}

/** Against another contender. */
function beside(row, name, limit) {
  if (!row) return undefined;
  const [ours, theirs] = [US, name].map((entry) => row.entries[entry].value.median);
  return {
    goal: `${row.work}: at most ${limit === 1 ? 'what it costs' : 'a third of what it costs'} with ${contenders[name].title}`,
    met: ours <= limit * theirs,
    seen: `${(ours / theirs).toFixed(2)} of it`,
  };
}

/** Whatever the size of a payload, it is not looked at. */
function flat(small, large) {
  if (!small || !large) return undefined;
  const growth = large.entries[US].value.median / small.entries[US].value.median;
  return {
    goal: `${large.work} costs what ${small.work} does`,
    met: growth <= SAME,
    seen: `${growth.toFixed(2)} times`,
  };
}

function linear(what, least, most) {
  if (!least || !most) return undefined;
  const growth = (name) => most.entries[name].value.median / least.entries[name].value.median;
  const ours = growth(US);
  const bare = growth(BASELINE);
  return {
    goal: `The cost grows with ${what} as it does without a library`,
    met: ours <= GROWTH * bare,
    seen: `${ours.toFixed(2)} times, bare ${bare.toFixed(2)} times, from “${least.work}” to “${most.work}”`,
  };
}

const shown = ({ ratio: { median, low, high } }) => `${median.toFixed(2)} (${low.toFixed(2)}–${high.toFixed(2)})`;

export const verdicts = (list) =>
  list.map(({ goal, met, seen }) => `- ${met ? 'met' : '**missed**'}: ${goal}. ${seen}`).join('\n');
