// How is a run made, and how is one made again?

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./program.mjs', import.meta.url));

/** Longer than the slowest takes by far, in milliseconds. */
const TIMEOUT = 600_000;

/**
 * Resolves `{ backend, sequences, steps, failures, grown }`: `grown` is by how many bytes the core's memory is larger than it was.
 * @param wishes `entry`, the path of the build under test; `runs`, `seed` and `path` for fast-check; `withoutExamples`
 */
export async function runPlans(wishes) {
  const program = fork(PROGRAM, [JSON.stringify(wishes)], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const late = setTimeout(() => program.kill(), TIMEOUT);
  const [[report]] = await Promise.all([once(program, 'message'), once(program, 'exit')]).catch(() => [[]]);
  clearTimeout(late);
  if (!report) throw new Error('the program has ended without a word');
  return report;
}

/** A failure as one reads it: what is wrong, and what led there, step by step. */
export function textOf({ title, message, planned }) {
  return [title, message, ...planned.map((step) => `  ${JSON.stringify(step)}`)].join('\n');
}
