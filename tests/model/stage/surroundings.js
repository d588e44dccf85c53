// What does the package see of the world? A clock, chance, a document and a console that belong to the test. All of it is put in the
// place of Node's own before the package is loaded: in a process of its own (program.mjs).

import { createClock } from './clock.js';

/** Some day in 2033, in milliseconds. */
const EPOCH = 2e12;

/**
 * @param entry address of the build under test
 * @returns `load()`, which resolves the stage with the package anew: a world that has broken is left behind
 */
export function createStage(entry) {
  const clock = createClock();
  const reported = [];
  const navigator = { onLine: true };
  let document;
  let page;
  const stage = {
    clock,
    epoch: EPOCH,
    /** What went to `console.error`. */
    reported,
    /** Ids of tasks so far. */
    ids: undefined,
    library: undefined,
    world: undefined,
    memory: undefined,
    become,
  };

  function become(what) {
    if (what === 'hidden' || what === 'visible') {
      document.hidden = what === 'hidden';
      document.dispatchEvent(new Event('visibilitychange'));
    } else if (what === 'resumed') {
      document.dispatchEvent(new Event('resume'));
    } else {
      navigator.onLine = what === 'online';
      page.dispatchEvent(new Event(what));
    }
  }

  const globals = {
    setTimeout: clock.setTimeout,
    clearTimeout: clock.clearTimeout,
    performance: { now: () => clock.now },
    navigator,
    addEventListener: (...args) => page.addEventListener(...args),
  };
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  Date.now = () => EPOCH + clock.now;
  Math.random = () => stage.world.page.chance;
  console.error = (error) => reported.push(error);
  console.warn = () => {};
  process.on('unhandledRejection', (reason) => stage.world.expect(false, 'RES-6', `a rejection is not handled: ${reason}`));

  const { Instance } = WebAssembly;
  WebAssembly.Instance = function (...args) {
    const instance = new Instance(...args);
    stage.memory = Object.values(instance.exports).find((member) => member instanceof WebAssembly.Memory);
    return instance;
  };

  let loads = 0;
  stage.load = async () => {
    loads += 1;
    // Of its own: what is left of the one before is not heard any more.
    document = globalThis.document = Object.assign(new EventTarget(), { hidden: false });
    page = new EventTarget();
    clock.clear();
    reported.length = 0;
    stage.library = await import(`${entry}?${loads}`);
    await stage.library.ready;
    stage.ids = new Set();
    return stage;
  };
  return stage;
}
