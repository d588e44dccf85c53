// Does the package keep to itself what is nobody else's affair? What it says of a connection, and what options may do.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { browser, server } from '../support/stage.mjs';

/** Runs `use` in a page; resolves what it returns and what the package said to the console meanwhile. */
async function inPage(use, entry) {
  const page = await browser.newPage();
  const lines = [];
  // A browser's own lines have the address of each failed connection.
  page.on('console', (line) => line.text().startsWith('uni-socket') && lines.push(line.text()));
  await page.goto(`${server.http}/tests/package/pages/empty.html`);
  const result = await page.evaluate(use, { entry, host: new URL(server.http).host, closedPort: server.closedPort });
  await page.close();
  return { result, lines };
}

for (const entry of ['index.js', 'js.js', 'development/index.js']) {
  test(`no warning, trace, event or figure has a secret of the address, of the header or of a message (${entry})`, async () => {
    const { result, lines } = await inPage(async ({ entry, host, closedPort }) => {
      const { uni, ready } = await import(`/pkg/dist/${entry}`);
      await ready;
      const told = [];
      const connect = (address, rest) => {
        const url = `ws://somebody:secret@${address}?token=secret`;
        const debug = (event) => told.push(event);
        const task = uni.connectSocket({
          url,
          header: { authorization: 'secret' },
          method: 'POST',
          headers: 'secret',
          debug,
          complete() {},
          ...rest,
        });
        const ended = new Promise((resolve) => task.onClose((close) => resolve(told.push(close))));
        for (const listen of [task.onOpen, task.onError, task.onReconnecting]) listen((event) => told.push({ ...event }));
        return { task, ended };
      };
      const open = connect(`${host}/echo`);
      open.task.onOpen(() => open.task.send({ data: 'a secret', complete: (result) => told.push({ ...result }) }));
      open.task.onMessage(() => open.task.close());
      const refused = connect(`127.0.0.1:${closedPort}/`, { reconnect: { maxAttempts: 1, initialDelay: 1 } });
      await Promise.all([open.ended, refused.ended]);
      return [...told, open.task.stats(), refused.task.stats()];
    }, entry);
    assert.ok(result.some(({ state, messagesSent }) => state === 'closed' && messagesSent === 1));
    assert.ok(result.some(({ errCode }) => errCode === 602001));
    assert.match(lines.join('\n'), /the option "header"/);
    assert.doesNotMatch(JSON.stringify([result, lines]), /secret/);
  });
}

test('options cannot reach the prototypes of the page', async () => {
  const { result } = await inPage(async ({ host }) => {
    const { uni, configure } = await import('/pkg/dist/index.js');
    const hostile = (rest) => JSON.parse(`{"__proto__":{"planted":1},"constructor":{"prototype":{"planted":1}},${rest}}`);
    const group = JSON.stringify(hostile('"initialDelay":1')).replace('{', '{"__proto__":{"planted":1},');
    await configure(hostile(`"reconnect":${group},"__proto__":{"planted":1}`));
    const options = hostile(
      `"url":"ws://${host}/echo","header":${group},"reconnect":${group},"queue":${group},"heartbeat":${group}`,
    );
    const { socketTask } = await uni.connectSocket(options);
    await new Promise((resolve) => socketTask.onOpen(resolve));
    await socketTask.send(hostile('"data":"hello"'));
    await socketTask.close(hostile('"code":1000'));
    uni.addInterceptor('__proto__', { invoke() {} });
    uni.addInterceptor('constructor', { invoke() {} });
    return [
      {}.planted,
      [].planted,
      (() => {}).planted,
      socketTask.planted,
      socketTask.stats().planted,
      {}.invoke,
      Object.invoke,
    ].map(String);
  });
  assert.deepEqual(result, Array(7).fill('undefined'));
});
