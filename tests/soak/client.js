// What does one task go through? Bursts of messages by every way there is to send one, whatever befalls it, and one of its
// possible ends.

import { OWN_CODES } from './ledger.js';
import { randomOptions } from './options.js';

/** Messages that may be on their way before a task waits for their echoes, */
const MOST_UNDER_WAY = 1_000;
/** but not for longer than this, in milliseconds. */
const PATIENCE = 500;
/** For what has to come in the end. */
const LONG = 60_000;
/** Between two looks. */
const STEP = 10;

const pause = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** Whether it is so in time. */
async function becomes(isSo, patience) {
  for (let waited = 0; !isSo(); waited += STEP) {
    if (waited > patience) return false;
    await pause(STEP);
  }
  return true;
}

/**
 * Lives through one task. Resolves once it is closed and each of its messages has its outcome.
 * @param calm whether there are no faults any more, and all is to come to its end
 */
export async function liveThrough({ id, uni, ledger, random, target, calm, note }) {
  const abort = new AbortController();
  const { options, features } = randomOptions(random, `${target}/?client=${id}`, abort.signal);
  const pending = new Set();
  const line = { last: 0 };
  const self = { task: undefined, connection: undefined };
  ledger.clients.set(id, self);
  note(features);

  const task = uni.connectSocket(options);
  self.task = task;
  let owesClose = false;
  let isOver = false;
  const hear = (act) => (event) => {
    if (isOver) ledger.violated(`client ${id}: an event after its end`);
    else act(event);
  };
  task.onOpen(
    hear(({ reconnected }) => {
      ledger.counts.opens += 1;
      if (reconnected) ledger.counts.reopens += 1;
      // Ahead of what waits.
      if (random.chance(0.2)) send(true);
    }),
  );
  task.onMessage(hear(({ data }) => ledger.echo(self, data)));
  task.onReconnecting(hear(({ cause }) => ledger.tell(self, cause)));
  task.onError(hear(() => (owesClose = true)));
  task.onClose(
    hear((close) => {
      owesClose = false;
      // Otherwise it is of an attempt that `reconnect()` has given up.
      if (task.readyState === task.CLOSED) ledger.tell(self, close);
    }),
  );
  if (random.chance(0.2)) loop();

  async function loop() {
    note(['iteration']);
    try {
      for await (const { data } of task) if (data === undefined) ledger.violated(`client ${id}: an iteration without data`);
    } catch {
      // The error that the task has ended with.
    }
  }

  function send(volatile = random.chance(0.1)) {
    const call = random.chance(0.1) ? uni.sendSocketMessage : task.send;
    const message = ledger.beginMessage(random, volatile || call !== task.send ? undefined : line);
    const wish = { data: message.data };
    if (volatile) wish.volatile = true;
    const withdrawal = random.chance(0.05) ? new AbortController() : undefined;
    if (withdrawal) wish.signal = withdrawal.signal;
    pending.add(message);
    const settle = (failure) => {
      pending.delete(message);
      ledger.settle(message, failure);
    };
    if (random.chance(0.5)) call({ ...wish, success: () => settle(), fail: settle });
    else call(wish).then(() => settle(), settle);
    if (withdrawal) setTimeout(() => withdrawal.abort(), random.below(100));
  }

  const isClosed = () => task.readyState === task.CLOSED;
  const underWay = () => pending.size + (self.connection ? self.connection.handed.length - self.connection.echoed : 0);

  async function burst() {
    await becomes(() => underWay() <= MOST_UNDER_WAY || isClosed(), PATIENCE);
    for (
      let left = random.weighted([
        [4, random.between(1, 20)],
        [2, random.between(20, 200)],
      ]);
      left > 0;
      left--
    )
      send();
    await pause(random.below(60));
  }

  function startAnew() {
    // Nobody is told of its end any more.
    if (self.connection && !self.connection.told) self.connection.abandoned = true;
    task.reconnect();
  }

  function close() {
    if (self.connection) self.connection.closing = true;
    if (options.signal && random.chance(0.5)) abort.abort();
    else task.close(random.chance(0.5) ? { code: OWN_CODES[1], reason: 'enough' } : undefined);
  }

  /** Whichever task is the current one. */
  function closeCurrent() {
    uni.closeSocket();
    for (const other of ledger.clients.values()) {
      if (other.task?.readyState === other.task?.CLOSING && other.connection) other.connection.closing = true;
    }
  }

  const moves = [
    [600, () => {}],
    [20, () => task.stats()],
    [10, () => task.drainQueue()],
    [10, startAnew],
    [1, closeCurrent],
  ];

  for (let bursts = random.between(5, 100); bursts > 0 && !isClosed() && !calm(); bursts--) {
    await burst();
    random.weighted(moves)();
  }
  if (calm()) {
    // On a connection whose server does not answer nothing can come back.
    if (!ledger.echoes(self) && !isClosed()) startAnew();
    const isBack = () => isClosed() || (task.readyState === task.OPEN && underWay() === 0);
    if (!(await becomes(isBack, LONG))) ledger.violated(`client ${id}: is not back, with ${underWay()} messages under way`);
  }
  if (!isClosed()) close();
  if (!(await becomes(() => isClosed() && !owesClose, LONG))) ledger.violated(`client ${id}: does not close`);
  isOver = true;
  if (!(await becomes(() => pending.size === 0, LONG)))
    ledger.violated(`client ${id}: ${pending.size} messages without an outcome`);
  ledger.clients.delete(id);
}
