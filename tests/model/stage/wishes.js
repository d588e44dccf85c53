// What does the page have a say in? Functions and signals among the options of a connection, which do what the plan says.

import { OPEN, QUESTION, REPLY } from '../contract/values.js';
import { ODD, PLAINLY } from './values.js';

/** What the package needs of an AbortSignal. At each of its listeners the model is told first. */
class Signal {
  aborted = false;
  reason = undefined;
  listeners = [];

  constructor(wishes) {
    this.wishes = wishes;
  }

  addEventListener(kind, run) {
    const { onAbort } = this.wishes;
    this.listeners.push({ run, onAbort });
  }

  removeEventListener(kind, run) {
    this.listeners = this.listeners.filter((listener) => listener.run !== run);
  }

  abort() {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = new Error('aborted by the page');
    for (const { run, onAbort } of this.listeners) {
      onAbort();
      run();
    }
  }
}

export class Wishes {
  /** Those that calls may share. */
  signals = [];
  /** What it means for the model when a signal that is listened to from now on is aborted. */
  onAbort = undefined;
  /** Promises of a URL that are pending: those that the plan settles, and those that fail as soon as nothing else is under way. */
  pending = [];
  failing = [];

  constructor(world) {
    this.world = world;
  }

  /** The options of connectSocket that a plan means. */
  optionsOf({ url, signal, reconnect, heartbeat, ...options }, entry) {
    const address = `ws://host/${entry.number}`;
    if (url !== 'plain') entry.answers = new Map();
    return {
      ...options,
      url: url === 'plain' ? address : () => this.provide(entry, url, address),
      signal: this.signalOf(signal),
      reconnect: reconnect?.word ? { ...reconnect, shouldReconnect: this.judgeOf(entry, reconnect.word) } : reconnect,
      heartbeat: this.heartbeatOf(heartbeat, entry),
    };
  }

  // Signals (ABORT, QUEUE-4)

  /** @param which undefined for none, -1 for one that is aborted, else one that may be shared */
  signalOf(which) {
    if (which === undefined) return undefined;
    const signal = which < 0 ? new Signal(this) : (this.signals[which] ??= new Signal(this));
    if (which < 0) signal.abort();
    return signal;
  }

  // The URL (a fresh one for each attempt)

  provide(entry, how, address) {
    const { page } = this.world;
    entry.task.beginIfDue();
    const attempt = (entry.asks += 1);
    page.expect(attempt <= entry.task.attempts, 'RETRY', 'the URL is asked for without an attempt');
    const url = `${address}/${attempt}`;
    if (how === 'now') {
      entry.answers.set(attempt, { url });
      return url;
    }
    return new Promise((resolve, reject) => {
      const asked = { entry, attempt, url, resolve, reject, how };
      if (how === 'later') this.pending.push(asked);
      else this.failing.push(asked);
    });
  }

  /** A Promise of a URL is settled. */
  answer(place, isRight) {
    const [asked] = this.pending.splice(place % Math.max(this.pending.length, 1), 1);
    if (asked) this.settle(asked, isRight);
  }

  /** Settles the next one that has to fail, if there is one. */
  failNext() {
    const asked = this.failing.shift();
    if (asked) this.settle(asked, false);
    return Boolean(asked);
  }

  settle({ entry, attempt, url, resolve, reject, how }, isRight) {
    const error = new Error('no URL');
    entry.answers.set(attempt, isRight ? { url } : { error });
    if (isRight) resolve(url);
    else if (how === 'wrong') resolve(5);
    else reject(error);
  }

  // Whether to try again (RETRY-2)

  judgeOf(entry, word) {
    const { world } = this;
    const judge = (end, attempt) =>
      entry.task.consult(end, attempt, () => {
        if (word === 'closes' || word === 'reconnects') {
          world.react(judge, { calls: [{ do: word === 'closes' ? 'close' : 'reconnect', entry, dressing: PLAINLY }] });
        }
        if (word === 'throws') world.raise();
        return { yes: true, no: false }[word];
      });
    return judge;
  }

  // Heartbeats (BEAT)

  heartbeatOf(heartbeat, entry) {
    const { world } = this;
    if (Object(heartbeat) !== heartbeat) return heartbeat;
    const { asks, knows, ...rest } = heartbeat;
    const nothing = () => {
      entry.task.asks();
      if (asks === 'throws') world.raise();
    };
    const isReply = (data) => {
      entry.task.take();
      world.page.expect(entry.task.state === OPEN, 'BEAT', 'isReply is asked of a task that is not open');
      if (data === ODD && knows === 'throws') world.raise();
      if (data === ODD) world.react(isReply, { calls: [{ do: knows, entry, dressing: PLAINLY }] });
      return data === REPLY;
    };
    const message = { text: QUESTION, function: () => QUESTION, nothing, throws: nothing }[asks];
    return { ...rest, message, isReply: knows ? isReply : undefined };
  }
}
