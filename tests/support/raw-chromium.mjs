// Chromium without Playwright, over its pipe. Playwright keeps every page visible and switches the back/forward cache
// off; here tabs hide each other, pages freeze and come back as they do for people. Nor is it told of every message,
// which would be measured along with it (benches/).

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXECUTABLE, FLAGS } from './chromium.mjs';

/** Resolves `{ openPage, kill, stop }`. */
export async function launchRawChromium() {
  const profile = mkdtempSync(join(tmpdir(), 'uni-socket-'));
  const chromium = spawn(EXECUTABLE, [...FLAGS, '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const send = talk(chromium);

  /**
   * A tab with this address, in front of the others.
   * @param options `watched`: whether Chromium reports on its network, with every message of a socket; `apart`: whether
   *   it shares nothing with other tabs, neither a process nor a window; `beside`: a page that it shares all of that with
   */
  async function openPage(url, { watched = true, apart = false, beside = undefined } = {}) {
    const own = apart ? await send('Target.createBrowserContext', { disposeOnDetach: true }) : (beside?.context ?? {});
    const { targetId } = await send('Target.createTarget', { url, ...own });
    const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
    const ask = (method, params) => send(method, params, sessionId);
    await ask('Page.enable');
    if (watched) await ask('Network.enable');
    const close = () => (apart ? send('Target.disposeBrowserContext', own) : send('Target.closeTarget', { targetId }));
    return { ...createPage(ask, () => send('Target.activateTarget', { targetId }), close), context: own };
  }

  async function stop() {
    const exit = once(chromium, 'exit');
    await send('Browser.close');
    await exit;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }

  return { openPage, kill: () => chromium.kill('SIGKILL'), stop };
}

function createPage(ask, toFront, close) {
  /** What `action(argument)` resolves, run in the page; waits for its Promise. */
  async function evaluate(action, argument = null) {
    const { result, exceptionDetails } = await ask('Runtime.evaluate', {
      expression: `(${action})(${JSON.stringify(argument)})`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Asks again and again, until the page says yes: events of the browser itself have no Promise. */
  async function until(isSo, argument) {
    while (!(await evaluate(isSo, argument).catch(() => false))) await new Promise((resolve) => setTimeout(resolve, 10));
  }

  async function back() {
    const { currentIndex, entries } = await ask('Page.getNavigationHistory');
    await ask('Page.navigateToHistoryEntry', { entryId: entries[currentIndex - 1].id });
  }

  return {
    ask,
    evaluate,
    until,
    toFront,
    close,
    back,
    goTo: (url) => ask('Page.navigate', { url }),
    freeze: () => ask('Page.setWebLifecycleState', { state: 'frozen' }),
    /** Whether there is a network, and `navigator.onLine` with it. */
    network: (offline) =>
      ask('Network.emulateNetworkConditions', { offline, latency: 0, downloadThroughput: -1, uploadThroughput: -1 }),
    thaw: () => ask('Page.setWebLifecycleState', { state: 'active' }),
  };
}

/** Calls and answers are JSON, each with a zero behind it. */
function talk(chromium) {
  const [, , , to, from] = chromium.stdio;
  const pending = new Map();
  let last = 0;
  let rest = '';
  from.setEncoding('utf8').on('data', (text) => {
    const parts = (rest + text).split('\0');
    rest = parts.pop();
    for (const { id, result, error } of parts.map((part) => JSON.parse(part))) {
      const call = pending.get(id);
      pending.delete(id);
      if (error) call?.reject(new Error(error.message));
      else call?.resolve(result);
    }
  });
  // Broken if it was killed; its exit says so.
  for (const pipe of [to, from]) pipe.on('error', () => {});
  chromium.once('exit', () => pending.forEach(({ reject }) => reject(new Error('Chromium has ended'))));
  return (method, params = {}, sessionId = undefined) =>
    new Promise((resolve, reject) => {
      pending.set(++last, { resolve, reject });
      to.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });
}
