// Firefox and WebKit for the tests, each with its own driver, by WebDriver.

import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Builder } from 'selenium-webdriver';
import { waitForServer } from 'selenium-webdriver/http/util.js';
import { findFreePort } from 'selenium-webdriver/net/portprober.js';
import { startProgram } from './program.mjs';

// The paths of Debian; `cargo xtask test` gives those that it has found.
const FIREFOX = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
const OWN_TOOLS = fileURLToPath(new URL('../../target/tools/bin/', import.meta.url));
const GECKODRIVER = process.env.GECKODRIVER ?? `${OWN_TOOLS}geckodriver`;
const MINI_BROWSER = process.env.MINI_BROWSER ?? '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const WEBKIT_DRIVER = process.env.WEBKIT_DRIVER ?? '/usr/bin/WebKitWebDriver';
const XVFB = process.env.XVFB ?? '/usr/bin/Xvfb';

/** For a program to answer, a page to load, a script to run. */
const PATIENCE = 20_000;
/**
 * What the contract's page needs, whose attempts fail on purpose, one after the other. Firefox keeps the connection of each
 * attempt that was given up, and connects no more to a server with six of them; and it waits longer from failure to failure.
 * docs/engines.md has what that means for a user, and tests/package/engines.test.mjs sees it, without these.
 */
const FOR_MANY_FAILURES = {
  'network.http.max-persistent-connections-per-server': 250,
  'network.websocket.delay-failed-reconnects': false,
};

export function openFirefox({ manyFailures = false } = {}) {
  const prefs = manyFailures ? FOR_MANY_FAILURES : {};
  return openBrowser(GECKODRIVER, {
    browserName: 'firefox',
    'moz:firefoxOptions': { binary: FIREFOX, args: ['-headless'], prefs },
  });
}

/** MiniBrowser has no headless mode: it is given a screen of its own. */
export async function openWebKit() {
  const screen = await startProgram(XVFB, ['-displayfd', '1', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp']);
  try {
    const number = await within(once(createInterface(screen.output), 'line'), screen, 'Xvfb does not start');
    const capabilities = {
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: MINI_BROWSER, args: ['--automation'] },
    };
    const browser = await openBrowser(WEBKIT_DRIVER, capabilities, { DISPLAY: `:${number}` });
    return { ...browser, close: () => browser.close().finally(screen.stop) };
  } catch (error) {
    await screen.stop();
    throw error;
  }
}

async function openBrowser(driverPath, capabilities, env) {
  const port = await findFreePort();
  const driver = await startProgram(driverPath, [`--port=${port}`], env);
  try {
    const address = `http://127.0.0.1:${port}`;
    await within(waitForServer(address, PATIENCE), driver, `${driverPath} does not answer`);
    const session = new Builder()
      .usingServer(address)
      // The certificate of the server is made by itself.
      .withCapabilities({ acceptInsecureCerts: true, timeouts: { pageLoad: PATIENCE, script: PATIENCE }, ...capabilities })
      .build();
    const found = await within(session.getCapabilities(), driver, `${driverPath} does not start its browser`);
    return createPage(session, driver, found.get('browserVersion'));
  } catch (error) {
    await driver.stop();
    throw error;
  }
}

function createPage(session, driver, version) {
  const bounded = (answer) => within(answer, driver, 'the browser does not answer');

  async function close() {
    try {
      await bounded(session.quit());
    } finally {
      await driver.stop();
    }
  }

  const run = (action, argument = null) => bounded(session.executeScript(`return (${action})(...arguments)`, argument));
  return {
    version,
    goTo: (url) => bounded(session.get(url)),
    run,
    until: (isSo, patience) => session.wait(() => run(isSo), patience),
    close,
  };
}

/** What is waited for; or why it will not come, if the program ends or nothing comes. */
async function within(wanted, program, why) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(why)), 1.5 * PATIENCE);
  });
  try {
    return await Promise.race([wanted, program.ended, late]);
  } finally {
    clearTimeout(timer);
  }
}
