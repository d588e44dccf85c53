// One cell of the matrix: a connection with some options, a fault in some phase of it, and whether what must follow follows.

import { createClient, numbersIn } from './client.js';
import { OWN_CLOSE } from './expectations.js';
import { createTrouble } from './trouble.js';

/** A timer of a browser may be early by its own clock. */
const EARLY = 5;

/**
 * @param cell `{ fault, phase, option, expectation }`
 * @param stage `{ uni, http, address, engine, expect }`: where it is played
 */
export async function play(cell, stage) {
  const tag = `cell-${crypto.randomUUID()}`;
  const trouble = await createTrouble(cell, { ...stage, tag });
  try {
    await trouble.before?.();
    const { settings } = cell.expectation;
    const url = settings.reconnect ? trouble.url : trouble.first;
    const client = createClient(stage.uni, { url, ...settings });
    try {
      const { http, engine, expect } = stage;
      const scene = { cell, client, trouble, observe: (until) => observe(http, tag, until), engine, expect };
      const since = await phases[cell.phase](scene);
      await stories[cell.expectation.story](scene, since);
      await checkAll(scene);
    } finally {
      client.discard();
    }
  } finally {
    await trouble.stop();
  }
}

async function observe(http, tag, until) {
  const response = await fetch(`${http}/observe?${new URLSearchParams({ tag, heads: true, ...(until && { until }) })}`);
  return response.json();
}

/** What the client does until the fault has come. Each resolves since when what follows counts. */
const phases = {
  async connecting({ client }) {
    client.send(3);
    return client.begin;
  },

  async idle({ client, trouble }) {
    await client.opened();
    // An endpoint waits for one message; then nothing is under way.
    client.send(1);
    await trouble.open?.();
    return performance.now();
  },

  async sending(scene) {
    const { cell, client, trouble } = scene;
    const { count, size } = cell.fault.messages ?? { count: 20 };
    const { queue } = cell.expectation.settings;
    if (!queue) await client.opened();
    client.send(Math.ceil(count / 2), size);
    if (queue) await client.opened();
    await trouble.halfway?.();
    client.send(Math.floor(count / 2), size);
    if (cell.fault.heals) await heldBack(scene);
    return performance.now();
  },

  async receiving({ cell, client, trouble }) {
    await client.opened();
    client.send(1);
    const isSeen = cell.expectation.effect.does === 'works' || trouble.halfway;
    if (isSeen) await client.until(() => client.flooded.length > 0, 'the flood');
    await trouble.halfway?.();
    return performance.now();
  },

  async closing({ cell, client, trouble, observe }) {
    if (cell.fault.flushes) return closeAmidFlush(cell, client);
    const { count, size } = cell.fault.messages ?? { count: 3 };
    await client.opened();
    client.send(3);
    await observe('messages:3');
    await trouble.open?.();
    client.send(count, size);
    const since = close(client);
    await trouble.closing?.();
    return since;
  },
};

function close({ task }) {
  const since = performance.now();
  task.close({ code: OWN_CLOSE.code, reason: OWN_CLOSE.reason });
  return since;
}

/** Some of what waited is on its way, and the rest is not. */
async function closeAmidFlush({ fault: { messages } }, client) {
  client.send(messages.count, messages.size);
  await client.until(() => client.ends.some(({ outcomes }) => outcomes.length > 0), 'the first result');
  return close(client);
}

/** The stall is felt, nothing has come through it, and all goes on behind it. */
async function heldBack({ cell, client, trouble, observe, engine, expect }) {
  const { highWaterMark } = cell.expectation.settings;
  const { messages } = await observe();
  expect(messages).to.equal(0);
  // WebKitGTK takes whatever it is given.
  const least = engine === 'webkit' ? 0 : highWaterMark;
  expect(client.task.bufferedAmount + client.task.stats().queuedBytes).to.be.at.least(least);
  await trouble.heal();
  await client.until(() => client.count('drain') > 0, 'drain');
}

/** What must follow. `since` is when the fault had come. */
const stories = {
  'goes on': async ({ client, cell }) => {
    const { flood } = cell.fault;
    await client.opened();
    await client.goesOn();
    if (flood) await client.until(() => client.flooded.length === flood, `${flood} messages`);
    await closeInOrder(client);
  },

  async reconnects(scene, since) {
    const { client, cell } = scene;
    const { limit, delay } = cell.expectation;
    await client.until(() => client.count('reconnecting') > 0, 'reconnecting', limit);
    checkLoss(scene, client.first('reconnecting'), since);
    // Longer than a test should take.
    if (delay > 0) client.task.reconnect();
    await client.opened(cell.phase === 'connecting' ? 1 : 2);
    await client.goesOn();
    await closeInOrder(client);
  },

  'gives up': async (scene, since) => {
    const { client, cell } = scene;
    const { limit } = cell.expectation;
    await client.until(() => client.count('reconnecting') > 0, 'reconnecting', limit);
    await checkEnd(scene, since);
  },

  ends: checkEnd,
  closes: checkEnd,

  async hangs(scene) {
    const { client, observe } = scene;
    client.send(1);
    await observe();
    await checkEnd(scene, close(client));
  },
};

async function closeInOrder(client) {
  client.task.close();
  await client.closed();
}

async function checkEnd(scene, since) {
  const { client, cell } = scene;
  await client.closed(cell.expectation.limit);
  checkLoss(scene, client.first('close'), since);
}

/** How the connection ended, as `reconnecting` or `close` tells of it. */
function checkLoss({ client, cell, expect }, { kind, event, at }, since) {
  const { loss, error, least, delay } = cell.expectation;
  const { code, reason, wasClean, ...more } = kind === 'close' ? event : event.cause;
  expect({ code, reason, wasClean: loss.wasClean === 'maybe' ? 'maybe' : wasClean }).to.deep.equal(loss);
  if (least > 0) expect(at - since).to.be.at.least(least - EARLY);
  if (kind === 'reconnecting') expect(event.delay).to.be.at.least(delay);
  const told = kind === 'close' ? client.first('error').event : more.error;
  if (error === undefined) expect(told).to.equal(undefined);
  else if (error !== 'maybe') expect(told?.errCode).to.equal(error);
}

/** What holds in every cell. */
async function checkAll({ client, cell, observe, expect }) {
  const { task, heard, everyone, ends, echoed, flooded } = client;
  const { story, attempts, effect, limit } = cell.expectation;
  const seen = await observe();

  // EVT-4: an error is followed by the close, and nothing by that; the global listeners hear what the task's do.
  const kinds = heard.kinds.filter((kind) => kind !== 'message' && kind !== 'drain');
  expect(kinds.filter((kind) => kind === 'close')).to.deep.equal(['close']);
  expect(heard.kinds.at(-1)).to.equal('close');
  if (kinds.includes('error')) expect(kinds.slice(-2)).to.deep.equal(['error', 'close']);
  expect(kinds.filter((kind) => kind === 'error')).to.have.lengthOf.at.most(1);
  if (story === 'goes on' || story === 'reconnects' || cell.phase === 'closing') expect(kinds).not.to.include('error');
  const global = heard.filter(({ kind }) => kind !== 'reconnecting' && kind !== 'drain');
  expect(everyone.map(({ event }) => event)).to.have.ordered.members(global.map(({ event }) => event));

  // RETRY: as many attempts as there should be; more only while the server restarts, and where a busy machine may be as late
  // with the next answer as with the one that was withheld.
  const stats = task.stats();
  const mayTakeMore = cell.fault.restarts || (cell.phase === 'connecting' && limit > 0);
  if (story === 'reconnects' && mayTakeMore) expect(stats.attempts).to.be.at.least(attempts);
  else expect(stats.attempts).to.equal(attempts);
  expect(client.count('reconnecting')).to.equal(stats.attempts - 1);
  const isFollowed = cell.fault.parameters?.location && effect.does === 'works';
  if (!cell.fault.gone && !cell.fault.network) expect(seen.handshakes).to.equal(isFollowed ? attempts + 1 : attempts);
  const again = heard.filter(({ kind }) => kind === 'open').map(({ event }) => event.reconnected);
  expect(again).to.deep.equal([undefined, true].slice(0, again.length));
  expect(stats.opens).to.equal(again.length);

  // DELIVERY: one end each; what failed has not come, what has come was handed over, in order and once.
  for (const [number, { outcomes, completed }] of ends.entries()) {
    expect([outcomes.length, completed], `the ends of message ${number}`).to.deep.equal([1, 1]);
  }
  const handed = ends.flatMap(({ outcomes: [{ connection }] }, number) => (connection ? [{ connection, number }] : []));
  const failures = ends.flatMap(({ outcomes: [{ error }] }) => (error ? [error.errCode] : []));
  expect(failures.filter((code) => code !== 10002)).to.deep.equal([]);
  const come = numbersIn(seen.heads);
  for (let connection = 1; connection <= stats.opens; connection += 1) {
    const own = handed.filter((message) => message.connection === connection).map(({ number }) => number);
    const arrived = come.filter((number) => own.includes(number));
    expect(arrived, `what came on connection ${connection}`).to.deep.equal(own.slice(0, arrived.length));
    // A clean end says that nothing was lost.
    if (connection === stats.opens && heard.at(-1).event.wasClean && effect.does !== 'closes') expect(arrived).to.deep.equal(own);
  }
  expect(come).to.have.members(come.filter((number) => ends[number].outcomes[0].connection));
  expect(new Set(come).size).to.equal(come.length);
  expect(echoed).to.deep.equal([...new Set(echoed)].sort((one, other) => one - other));
  expect(come).to.include.members(echoed);
  expect(flooded).to.deep.equal(flooded.map((_, place) => place));
  if (cell.fault.flushes) expect([handed.length > 0, failures.length > 0]).to.deep.equal([true, true]);
  if (cell.expectation.settings.queue && story === 'reconnects') expect(failures).to.deep.equal([]);

  // And it is over.
  expect(task.readyState).to.equal(task.CLOSED);
  expect(stats.lastClose).to.deep.equal(heard.at(-1).event);
}
