// The engines that the tests run in. `open({ manyFailures })` starts a browser with one page, and resolves
// `{ version, goTo(url), run(action, argument), until(isSo, patience), close }`. `manyFailures` is for a page whose attempts
// fail one after the other.

import { EXECUTABLE, launchChromium } from './chromium.mjs';
import { openFirefox, openWebKit } from './webdriver.mjs';

export const engines = { chromium: openChromium, firefox: openFirefox, webkit: openWebKit };

async function openChromium() {
  const browser = await launchChromium().catch((error) => {
    throw new Error(`${EXECUTABLE} does not start: ${error.message}`);
  });
  // The certificate of the server is made by itself.
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  const page = await context.newPage();
  return {
    version: browser.version(),
    goTo: (url) => page.goto(url),
    run: (action, argument) => page.evaluate(action, argument),
    until: (isSo, timeout) => page.waitForFunction(isSo, undefined, { timeout }),
    close: () => browser.close(),
  };
}
