// The console's program and its link: both say exactly what the forms are set to.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import '../support/stage.mjs';
import { openConsole } from './support/page.mjs';

const EVERYTHING = [
  'reconnect=true&reconnect.initialDelay=70&reconnect.jitter=equal&reconnect.shouldReconnect=unclean',
  'heartbeat=true&heartbeat.interval=5000&heartbeat.form=bytes&heartbeat.message=00+ff&heartbeat.isReply=pong',
  'queue=true&queue.overflow=dropOldest&queue.maxAge=9000&provider=true&signal=true',
  'protocols=&timeout=4000&closeTimeout=3000&highWaterMark=100000&lowWaterMark=5000&volatile=true',
].join('&');

/** Runs the program in the page, which the page's own policy is there to prevent. */
async function run(page) {
  const code = await page.textContent('#code-text');
  // In front: a loop over the messages does not end before the connection.
  const content = `window.end = end;\n${code.replace(/'uni-socket[^']*'/, "'/pkg/dist/index.js'")}`;
  await page.addScriptTag({ type: 'module', content });
}

for (const results of ['callbacks', 'promise', 'tuple']) {
  for (const scope of ['task', 'global']) {
    test(`${results} and ${scope}: the program does what the form says`, async (t) => {
      const { page, finish } = await openConsole(t, '', { bypassCSP: true });
      await page.check(`[value=${results}]`);
      await page.check(`[value=${scope}]`);
      await page.fill('#text', `it's "quoted" \\ 你好`);
      await page.fill('#code', '3000');
      await page.fill('#reason', 'done');
      const closed = page.waitForEvent('console', (message) => message.text() === 'close 3000 done');
      const echoed = page.waitForEvent('console', (message) => message.text() === `message it's "quoted" \\ 你好`);
      await run(page);
      await echoed;
      await page.evaluate('end()');
      await closed;
      finish();
    });
  }
}

test('the program reads in a loop, and says what it throws', async (t) => {
  const { page, finish } = await openConsole(t, '#reading=loop&text=hi', { bypassCSP: true });
  const said = (text) => page.waitForEvent('console', (message) => text.test(message.text()));
  let next = Promise.all([said(/^message hi$/), said(/^close 1000 /)]);
  await run(page);
  await page.waitForEvent('console', (message) => message.text() === 'message hi');
  await page.evaluate('end()');
  await next;
  assert.doesNotMatch(await page.textContent('#code-text'), /onMessage|onError/);
  await page.selectOption('#preset', { label: 'Refuses the handshake' });
  next = said(/^connectSocket:fail .* 602001$/);
  await run(page);
  await next;
  finish([/WebSocket connection to/, /602001/]);
});

test('the program has configure set the defaults, which the connection has', async (t) => {
  const link = '#configure=true&reconnect=true&reconnect.initialDelay=20&results=tuple';
  const { page, finish } = await openConsole(t, link, { bypassCSP: true });
  const code = await page.textContent('#code-text');
  assert.match(code, /^configure\(\{ promiseStyle: 'tuple', reconnect: \{ initialDelay: 20 \} \}\);$/m);
  assert.match(code, /^const \[err, res\] = await uni\.connectSocket\(\{ url: '[^']*' \}\);$/m);
  const said = (text) => page.waitForEvent('console', (message) => text.test(message.text()));
  const echoed = said(/^message hello$/);
  await run(page);
  await echoed;
  const again = Promise.all([said(/^attempt 1 /), said(/^message hello$/)]);
  await page.click('#cuts [value=drop]');
  await again;
  finish();
});

test('the program gives connectSocket what the button does, whatever is set', async (t) => {
  const { page, pressConnect, finish } = await openConsole(t, `#${EVERYTHING}`, { bypassCSP: true });
  await page.evaluate(async () => {
    const { uni } = await import('/pkg/dist/index.js');
    window.calls = [];
    uni.addInterceptor('connectSocket', { invoke: (options) => void window.calls.push(options) });
  });
  await pressConnect();
  await run(page);
  const [byButton, byProgram] = await page.evaluate(async () => {
    while (window.calls.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    // Functions are compared by what they answer, and bytes by what they are. The button counts the questions of a
    // heartbeat, so that it gives a function where the program gives what is asked.
    const told = async ({ url, signal, success, fail, complete, ...rest }) => {
      const { message } = rest.heartbeat;
      const question = typeof message === 'function' ? message() : message;
      return {
        ...rest,
        url: [await url(), await url()],
        signal: signal instanceof AbortSignal,
        heartbeat: {
          ...rest.heartbeat,
          message: [...new Uint8Array(question)],
          isReply: ['pong', 'ping'].map(rest.heartbeat.isReply),
        },
        reconnect: {
          ...rest.reconnect,
          shouldReconnect: [true, false].map((wasClean) => rest.reconnect.shouldReconnect({ wasClean })),
        },
      };
    };
    return Promise.all(window.calls.map(told));
  });
  const numbers = ({ url }) => url.map((address) => new URL(address).searchParams.get('token'));
  // The first one is asked for by connectSocket.
  assert.deepEqual(
    [numbers(byButton), numbers(byProgram)],
    [
      ['2', '3'],
      ['2', '3'],
    ],
  );
  assert.deepEqual({ ...byProgram, url: '' }, { ...byButton, url: '' });
  assert.equal(byButton.reconnect.jitter, 'equal');
  assert.deepEqual(byButton.heartbeat.message, [0, 255]);
  finish();
});

test('a link brings the forms back as they were, at another port too, and connects nothing', async (t) => {
  const { page, context, showTab, finish } = await openConsole(t, `?${EVERYTHING}&text=hi&theme=dark`, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await page.selectOption('#preset', { label: 'Subprotocol' });
  await page.check('[value=promise]');
  await page.fill('#rate', '7');
  await showTab('Code');
  await page.click('#share');
  await page.getByText('The link is copied').waitFor();
  const link = await page.evaluate('navigator.clipboard.readText()');
  assert.equal(link, page.url());
  const parameters = new URLSearchParams(new URL(link).hash.slice(1));
  assert.equal(parameters.get('url'), '/protocol?pick=chat');
  assert.equal(new URL(link).search, '');

  const code = (text) => text.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST');
  const other = await context.newPage();
  await other.goto(link);
  await other.getByText('A program that does what the forms are set to.').waitFor();
  assert.equal(code(await other.textContent('#code-text')), code(await page.textContent('#code-text')));
  assert.deepEqual(await stateOf(other), await stateOf(page));
  for (const name of ['reconnect', 'signal', 'volatile']) assert.equal(await other.isChecked(`[name=${name}]`), true);
  assert.equal(await other.inputValue('[name="reconnect.initialDelay"]'), '70');
  assert.equal(await other.getAttribute('html', 'data-theme'), 'dark');
  assert.equal(await other.locator('#sockets label').count(), 0);

  // What the fragment does not name is as at first; the back button is followed.
  await other.evaluate(() => (location.hash = '#timeout=5'));
  await other.waitForFunction(() => document.querySelector('[name=timeout]').value === '5');
  assert.equal(await other.isChecked('[name=reconnect]'), false);
  assert.equal(await other.inputValue('#rate'), '20');
  finish();
});

test('the program is copied', async (t) => {
  const { page, finish } = await openConsole(t, '#build=js&tab=code', { permissions: ['clipboard-read', 'clipboard-write'] });
  await page.click('#copy');
  await page.getByText('The code is copied').waitFor();
  const copied = await page.evaluate('navigator.clipboard.readText()');
  assert.equal(copied, await page.textContent('#code-text'));
  assert.match(copied, /^import \{ uni \} from 'uni-socket\/js';/);
  finish();
});

/** What all controls are set to; addresses without the proxy's port, which each page has for itself. */
const stateOf = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('form:not(#network, #filter) :is(input, select, textarea)')].map(
      ({ name, type, value, checked }) => [
        name,
        value.replace(/^ws:\/\/[^/]+/, ''),
        ['radio', 'checkbox'].includes(type) && checked,
      ],
    ),
  );
