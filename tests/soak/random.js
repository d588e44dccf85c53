// Where does chance come from? From a seed: the same one gives the same options, messages and faults. What the machine makes
// of them at which moment it does not repeat.

/** Numbers from 0 up to, but not including, 1 (mulberry32), and what is made of them. */
export function random(seed) {
  let state = seed >>> 0;

  function next() {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  const below = (end) => Math.floor(next() * end);
  const between = (first, last) => first + below(last - first + 1);
  const pick = (list) => list[below(list.length)];

  /** One of the values of `[weight, value]`. */
  function weighted(choices) {
    let rest = next() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of choices) {
      rest -= weight;
      if (rest < 0) return value;
    }
    return choices.at(-1)[1];
  }

  /** Whether something happens that happens so often. */
  const chance = (share) => next() < share;

  return { below, between, pick, weighted, chance, fork: () => random(below(2 ** 32)) };
}
