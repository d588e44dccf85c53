// What has come of the tests of a page? It reports itself (report.js); here it is waited for.

/**
 * Opens the page in a browser of its own, and closes that.
 * @param open one of engines.mjs
 * @param timeout in milliseconds; what has come out until then is reported
 * @returns `{ version, ended, backend, engine, tests, strays, errors }`
 */
export async function reportOf(open, address, timeout) {
  const page = await open({ manyFailures: true });
  try {
    await page.goTo(address);
    const late = await page
      .until(() => window.report.ended, timeout)
      .then(
        () => undefined,
        (error) => error,
      );
    // Whatever has come out; a browser that is gone cannot tell, and says why.
    const report = await page
      .run(() => window.report)
      .catch((error) => {
        throw late ?? error;
      });
    return { version: page.version, ...report };
  } finally {
    await page.close();
  }
}
