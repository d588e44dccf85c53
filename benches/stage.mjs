// Where is it measured? On several servers, each with an address of its own (see in-lanes.js), and in one browser. What
// hangs is ended.

import { launchRawChromium } from '../tests/support/raw-chromium.mjs';
import { startServer } from '../tests/support/server.mjs';

const SERVERS = 8;
/** Longer than any one sample takes on a busy machine, in milliseconds. */
const PATIENCE = 40_000;

/** Resolves `{ addresses, openPage, close }`. */
export async function openStage() {
  const places = Array.from({ length: SERVERS }, (_, i) => `127.0.0.${i + 1}`);
  const servers = await Promise.all(places.map((address) => startServer({ address, isolate: true })));
  const browser = await launchRawChromium();
  let isKilled = false;
  const addresses = servers.map(({ http }) => http);

  /** Resolves what `work` does, or ends the browser. */
  async function within(what, work) {
    let late;
    const tooLate = new Promise((_, reject) => {
      late = setTimeout(() => {
        isKilled = browser.kill();
        reject(new Error(`${what} took longer than ${PATIENCE / 1000} s`));
      }, PATIENCE);
    });
    try {
      return await Promise.race([work, tooLate]);
    } finally {
      clearTimeout(late);
    }
  }

  /** A page without an inspector of its network, whose `ask` and `evaluate` have an end. */
  async function openPage(path, isReady, options) {
    const page = await within(path, browser.openPage(`${addresses[0]}${path}`, { watched: false, ...options }));
    await within(path, page.until(isReady));
    return {
      close: page.close,
      ask: (method, parameters) => within(method, page.ask(method, parameters)),
      evaluate: (what, action, argument) => within(what, page.evaluate(action, argument)),
    };
  }

  async function close() {
    if (!isKilled) await browser.stop();
    await Promise.all(servers.map((server) => server.stop()));
  }

  return { addresses, openPage, close };
}
