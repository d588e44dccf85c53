// What do many clients do to one server that goes away and comes back? Real sockets: tasks in processes of Node, and in the
// tabs of a Chromium.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../support/chromium.mjs';
import { startServer } from '../support/server.mjs';

const NODE = fileURLToPath(new URL('node.mjs', import.meta.url));
const SECOND = 1_000;

/** As precise as the crowds' own times. */
const now = () => performance.timeOrigin + performance.now();

/**
 * Resolves what each crowd did (`outcome`).
 * @param crowds each `{ tag, options }` with `clients`, so many tasks in a process of Node, or with `tabs` and `tasks`, so many
 *   tabs with so many tasks each
 * @param away milliseconds that the server is away; @param beats milliseconds for which heartbeats are counted afterwards
 */
export async function loseTheServer({ crowds, away, beats }) {
  const stops = [];
  try {
    let server = await startServer();
    stops.push(() => server?.stop());
    const browser = await launchChromium();
    stops.unshift(() => browser.close());
    const open = await Promise.all(crowds.map((crowd) => openCrowd(crowd, { server, browser, stops })));

    const port = Number(new URL(server.http).port);
    await server.stop();
    server = undefined;
    const lost = now();
    await setTimeout(away);
    server = await startServer({ port });
    const back = now();
    await Promise.all(open.map((crowd) => crowd.back()));
    await setTimeout(beats);

    const notes = await Promise.all(open.map((crowd) => crowd.note()));
    return await Promise.all(crowds.map((crowd, index) => outcome(crowd, notes[index], { lost, back, beats, server })));
  } finally {
    for (const stop of stops) await stop();
  }
}

/** Resolves `{ back, note }` once all of it is open: functions that resolve when it is back, and what it has noted. */
async function openCrowd({ tag, options, clients, tabs, tasks }, { server, browser, stops }) {
  const order = { url: `${server.http.replace('http', 'ws')}/echo?tag=${tag}`, options };
  if (clients) return inNode({ ...order, clients }, stops);
  const open = [];
  for (let tab = 0; tab < tabs; tab += 1) open.push(inTab(browser, server, { ...order, clients: tasks }));
  const parts = await Promise.all(open);
  return {
    back: () => Promise.all(parts.map((part) => part.back())),
    note: async () => merged(await Promise.all(parts.map((part) => part.note()))),
  };
}

const merged = (notes) => Object.fromEntries(Object.keys(notes[0]).map((key) => [key, notes.flatMap((note) => note[key])]));

/** A crowd in a process of Node. */
async function inNode(order, stops) {
  const child = fork(NODE);
  const exit = once(child, 'exit');
  stops.unshift(async () => {
    if (child.connected) child.disconnect();
    await exit;
  });
  const over = exit.then(([code, signal]) => {
    throw new Error(`a crowd ended with ${signal ?? code}`);
  });
  over.catch(() => {});
  const told = async () => (await Promise.race([once(child, 'message'), over]))[0];
  child.send(order);
  await told();
  const back = told();
  back.catch(() => {});
  return {
    back: () => back,
    note() {
      child.send('note');
      return told();
    },
  };
}

/** The same in a tab. */
async function inTab(browser, server, order) {
  const page = await browser.newPage();
  await page.goto(`${server.http}/tests/fleet/pages/tab.html`);
  await page.waitForFunction(() => 'tab' in window);
  await page.evaluate((given) => tab.open(given), order);
  return {
    back: () => page.waitForFunction(() => tab.isBack, undefined, { timeout: 0 }),
    note: () => page.evaluate(() => tab.note),
  };
}

/**
 * Times are in milliseconds, rates in numbers a second; what is steady is counted for `beats` milliseconds from when all are
 * back. What has come to the server is its own count.
 */
async function outcome({ tag, clients, tabs, tasks }, note, { lost, back, beats, server }) {
  const after = (times, since) => times.filter((at) => at >= since).sort((a, b) => a - b);
  const [attempts, opens, sends] = [after(note.attempts, lost), after(note.opens, back), after(note.sends, back)];
  const count = clients ?? tabs * tasks;
  const backAt = (part) => opens[Math.ceil(part * opens.length) - 1];
  const steady = after(sends, backAt(1)).filter((at) => at < backAt(1) + beats);
  const query = new URLSearchParams({ tag, until: `messages:${sends.length}` });
  return {
    tag,
    count,
    seen: await (await fetch(`${server.http}/observe?${query}`)).json(),
    attempts: attempts.length,
    busiestAway: busiestSecond(attempts.filter((at) => at < back)),
    busiestBack: busiestSecond(opens),
    halfBack: backAt(1 / 2) - back,
    allBack: backAt(1) - back,
    // From the first tenth to the ninth.
    spread: backAt(9 / 10) - backAt(1 / 10),
    steadyBeats: steady.length,
    busiestBeats: busiestSecond(steady),
  };
}

/** The most within any second; `times` are in order. */
function busiestSecond(times) {
  let first = 0;
  let most = 0;
  for (const [last, at] of times.entries()) {
    while (at - times[first] >= SECOND) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}
