// In which order are contenders measured, and what is made of it? In rounds, each with every contender once and in an
// order of its own: what the machine does meanwhile happens to all of them. A ratio is always within one round.

import { summary } from './quantile.js';

/**
 * Resolves `{ name: [sample of each round] }`.
 * @param measure resolves a sample: an object of numbers
 */
export async function inRounds(names, { warmUp, rounds }, measure) {
  const samples = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const name of shuffled(names)) {
      const sample = await measure(name);
      if (round >= 0) samples[name].push(sample);
    }
  }
  return samples;
}

function shuffled(names) {
  const left = [...names];
  return names.map(() => left.splice(Math.floor(Math.random() * left.length), 1)[0]);
}

/** Of one number of the samples: `{ name: { value, ratio } }`, each with its median and quartiles. */
export function compared(samples, baseline, key) {
  const of = (name) => samples[name].map((sample) => sample[key]);
  const base = of(baseline);
  return Object.fromEntries(
    Object.keys(samples).map((name) => {
      const values = of(name);
      return [name, { value: summary(values), ratio: summary(values.map((value, round) => value / base[round])) }];
    }),
  );
}
