// Which cells are there?

import { expectationOf, OPTIONS } from './expectations.js';
import { groups, PHASES } from './faults.js';

/** @param options those that the run has, of OPTIONS */
export function cellsOf(engine, options = Object.keys(OPTIONS)) {
  const faults = Object.values(groups).flat();
  const all = faults.flatMap((fault) => PHASES.flatMap((phase) => options.map((option) => ({ fault, phase, option }))));
  return all.flatMap((cell) => {
    const expectation = expectationOf(cell, engine);
    return expectation ? [{ ...cell, expectation }] : [];
  });
}
