// What is printed of a run?

import { verdicts } from './goals.mjs';
import { tables } from './table.mjs';

export const report = (results) =>
  [
    Object.entries(results.machine)
      .map(([name, value]) => `- ${name}: ${value}`)
      .join('\n'),
    kind(results.rounds),
    tables(results),
    '### Goals',
    verdicts(results.goals),
  ].join('\n\n');

const kind = ({ rounds, pages, heaps }) => `\
${rounds} rounds; ${pages} fresh pages for each script, ${heaps} for each heap. What is not a time is a ratio to bare in
the same round: the median, and the quartiles in brackets. \`*\`: both quartiles lie beyond those of “bare, again”; of
the others nothing is claimed.`;
