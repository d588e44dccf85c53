// Runs the examples and then plans of fast-check on one build of the package, in a process of its own (surroundings.js takes its
// clock, its console and more), and sends what has come of it to whoever started it.

import fc from 'fast-check';
import { examples } from './examples.js';
import { plan } from './plan.js';
import { createStage } from './stage/surroundings.js';
import { World } from './stage/world.js';

/** `path` takes fast-check back to one plan, or to a smaller one that it has made of it. */
const { entry, runs, seed, path, withoutExamples } = JSON.parse(process.argv[2]);
const stage = createStage(entry);
let sequences = 0;
let steps = 0;

/** Throws what is not as the contract says. */
async function run(planned) {
  const world = new World(stage);
  const { faults } = world;
  try {
    for (const step of planned) {
      const pause = world.step(step);
      if (pause) await pause;
      if (faults.length > 0) break;
    }
    if (faults.length === 0) await world.finish();
  } catch (error) {
    faults.push(`the model itself has failed: ${error.stack}`);
  }
  sequences += 1;
  steps += planned.length;
  if (faults.length === 0) return;
  // What has failed may be left in any state.
  await stage.load();
  throw new Error(faults.join('\n'));
}

await stage.load();
const failures = [];
for (const { title, steps: planned } of withoutExamples ? [] : examples) {
  await run(planned).catch(({ message }) => failures.push({ title, message, planned }));
}
// Behind the examples: the core takes its first memory when it first needs any.
const memory = stage.memory?.buffer.byteLength;
if (failures.length === 0) {
  const { failed, counterexample, counterexamplePath, errorInstance } = await fc.check(fc.asyncProperty(plan, run), {
    numRuns: runs,
    seed,
    path,
  });
  if (failed) failures.push({ title: `path ${counterexamplePath}`, message: errorInstance.message, planned: counterexample[0] });
}
process.send({
  backend: stage.library.backend,
  sequences,
  steps,
  failures,
  grown: memory === undefined ? 0 : stage.memory.buffer.byteLength - memory,
});
process.disconnect();
