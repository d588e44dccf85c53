// What do the tests need of a host that is simulated? What browser-host.js gives of a browser.

import { isAnyArrayBuffer } from 'node:util/types';
import { toBase64 } from './simulated/alipay.mjs';
import { createSimulation } from './simulated/simulation.mjs';

/**
 * @param name one of variants.js
 * @param entry `{ folder, main, wasmPath }`: the package's folder, the path in it of the module under test, and of the
 *   WebAssembly that it is to load; the JavaScript core runs if it is left out
 */
export function createSimulatedHost(name, { folder, main, wasmPath }) {
  const errors = [];
  const pages = new Set();
  // Mocha hears of these as of any other.
  const onRejection = (reason) => process.emit('unhandledRejection', reason);

  function openPage(prepare = () => {}) {
    const simulation = createSimulation(name, { folder, onRejection });
    pages.add(simulation);
    prepare(simulation.realm);
    const library = simulation.require(main);
    const ready = wasmPath ? library.init({ wasmPath }) : library.ready;
    // Whoever waits for it hears of a failure.
    ready.then(undefined, () => {});
    return { simulation, library, ready };
  }

  function close(simulation) {
    simulation.end();
    pages.delete(simulation);
    errors.push(...simulation.thrown.map((error) => String(error?.stack ?? error)));
  }

  const { simulation, library, ready } = openPage();
  const { realm, variant } = simulation;

  async function freshPage(prepare) {
    const { simulation: own, library: itsOwn, ready: itsReady } = openPage(prepare);
    return { ...itsOwn, ready: itsReady, realm: own.realm, become: own.become, discard: () => close(own) };
  }

  async function fastPage(speed) {
    const page = await freshPage((fast) => {
      const { Date, setTimeout } = fast;
      const now = Date.now.bind(Date);
      const begin = now();
      Date.now = () => begin + (now() - begin) * speed;
      fast.setTimeout = (run, delay, ...rest) => setTimeout(run, delay / speed, ...rest);
    });
    return { ...page, now: () => page.realm.Date.now() };
  }

  async function movedPage() {
    const page = await freshPage();
    await page.ready;
    return page;
  }

  return {
    isBrowser: false,
    engine: { name, keepsAbandonedAttempts: !variant.closesBeforeOpen, refusedCloseCodes: [] },
    realm,
    library,
    /** Resolved when the core that was asked for is there. */
    ready,
    /** What was thrown past everything, so far. */
    errors,
    interceptSends: simulation.interceptSends,
    isHanded: variant.shape === 'alipay' ? isHandedAsText : isHanded,
    rejectionsDuring: (action) => rejectionsDuring(action, realm),
    freshPage,
    fastPage,
    movedPage,
    forgetAbandoned: () => simulation.device.expire(),
    /** Ends all of its pages. */
    stop: () => [...pages].forEach(close),
  };
}

const bytesOf = (data) =>
  ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data);

/** SEND-4: text and buffers as they are; hosts take no views (T), which have to be the buffers that they are in the page. */
function isHanded(handed, data) {
  if (!ArrayBuffer.isView(data)) return handed === data;
  return isAnyArrayBuffer(handed) && bytesOf(handed).equals(bytesOf(data));
}

const isHandedAsText = (handed, data) => handed === (typeof data === 'string' ? data : toBase64(bytesOf(data)));

/** Resolves the reasons of the rejections that nobody handled, of those that `action` led to. */
async function rejectionsDuring(action, realm) {
  const last = new Error('raised by the test, to know that all before it have been reported');
  const reasons = [];
  // Mocha listens too, and would fail the test.
  const others = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  const reported = new Promise((resolve) => {
    process.on('unhandledRejection', (reason) => (reason === last ? resolve() : reasons.push(reason)));
  });
  try {
    await action();
    // Behind what others were derived from: a Promise of timers is reported later, the longer its chain is.
    realm.Promise.reject(last).then().then().then();
    await reported;
  } finally {
    process.removeAllListeners('unhandledRejection');
    for (const listener of others) process.on('unhandledRejection', listener);
  }
  return reasons;
}
