// What is seen of a task: is it what is due? Each thing that is seen is held against connection.js; for what the clock or a function
// of the page has decided meanwhile a reason is looked for, and what was due and has not come is missed.

import { isDeepStrictEqual } from 'node:util';
import { Connection } from './connection.js';
import { CODE, OPEN, SILENT, UNKNOWN, describe, isFailure, isSameEnd } from './values.js';

/** How soon a drained host is noticed: there is no event for it. In milliseconds. */
const DRAIN = 60;
const STATES = ['connecting', 'open', 'closing', 'closed'];

const isPlain = (value) => Object.prototype.toString.call(value) === '[object Object]';

export class Task extends Connection {
  /** A message that has come: callbacks that are due run first, and only then it is decided whether the page gets it. */
  incoming = undefined;
  lastClose = null;
  /** The ring in which what was due has happened. */
  elapsedIn = 0;

  /** Something of a new attempt is seen: then it was due. */
  beginIfDue() {
    if (this.attempt || this.retryAt === undefined) return;
    this.page.expect(this.page.now >= this.retryAt, 'RETRY-3', 'an attempt begins too early');
    this.begin();
  }

  /** The host is given something, and may throw `error` at it. */
  handed(data, error) {
    if (data === this.config.heartbeat?.question) this.asks();
    else super.handed(data, error);
  }

  take() {
    const { incoming } = this;
    this.incoming = undefined;
    if (incoming) this.says(incoming.data, incoming.size);
  }

  /** Behind what was not foreseen there has to be a reason of these. @param kind of the event; undefined for the end of a call */
  explain(kind) {
    if (this.page.isRinging) this.elapse();
    // An event that is owed is the one that is heard; a call may end ahead of it.
    if (kind && this.owed.length > 0) return;
    if (kind === 'drain') {
      if (this.isDrained) this.drain();
    } else if (this.isWithoutUrl) this.refused();
    else if (this.isSilent) this.lost(SILENT, CODE.timedOut);
  }

  /** Its timer rings: what is due by now has happened, but for what the page's code brings about meanwhile. */
  elapse() {
    const { now, rings } = this.page;
    if (this.elapsedIn === rings) return;
    this.elapsedIn = rings;
    if (now >= this.attempt?.until) this.lost(UNKNOWN, CODE.timedOut);
    if (now >= this.closeBy) this.end(UNKNOWN);
    if (now >= this.retryAt && !this.attempt) this.begin();
    this.expire();
  }

  get isWithoutUrl() {
    return this.attempt && !this.attempt.socket && this.answers?.get(this.attempt.number)?.error !== undefined;
  }

  /** Where the page has no say of its own. */
  judgeByCode() {
    if (this.owed[0]?.kind === 'verdict' && !this.config.reconnect.shouldReconnect) this.judge();
  }

  /** The page is asked whether to try again; `answer` is what it does and says. */
  consult(end, attempt, answer) {
    this.explain();
    const [verdict] = this.owed;
    const isDue = verdict?.kind === 'verdict' && attempt === this.failures + 1 && isSameEnd(end, verdict.end);
    this.page.expect(isDue, 'RETRY-3', `shouldReconnect is asked: ${attempt}, ${describe(end)}`);
    let word;
    try {
      word = answer();
      return word;
    } finally {
      // If it has not been closed or begun anew meanwhile.
      if (isDue && this.owed[0] === verdict) this.judge(word);
    }
  }

  /** An event: is it the one that is due? */
  hears(kind, event) {
    this.take();
    this.explain(kind);
    this.judgeByCode();
    const due = this.owed.shift();
    const isDue = due?.kind === kind;
    this.expect(isDue, 'EVT-4', `${kind} is heard, ${due ? `${due.kind} is due` : 'nothing is due'}`);
    if (isDue) this.expect(this.isRight[kind](event, due), 'EVT-1', `${kind} says ${describe(event)}, for ${describe(due)}`);
  }

  /** What the events have to say. */
  isRight = {
    open: (event, { reconnected }) => isPlain(event.header) && event.reconnected === (reconnected || undefined),
    message: (event, { data, size }) => {
      this.received.messagesReceived += 1;
      this.received.bytesReceived += size;
      return event.data === data;
    },
    error: (event, { errCode }) => isFailure(event, 'connectSocket', errCode),
    drain: isPlain,
    close: (event, { end }) => {
      this.lastClose = { ...event };
      return isSameEnd(event, end) && Object.keys(event).length === 3;
    },
    reconnecting: ({ attempt, delay, cause }, due) => {
      if (!this.page.isAway) this.retryAt = this.page.now + delay;
      const { errCode } = due;
      const isRightCause = errCode === undefined ? cause.error === undefined : isFailure(cause.error, 'connectSocket', errCode);
      return attempt === due.attempt && isSameEnd(cause, due.end) && isRightCause && this.isRightDelay(delay, due.end);
    },
  };

  expect(holds, rule, text) {
    return this.page.expect(holds, rule, `${text} (task ${this.number})`);
  }

  /** Promises and timers have had their turn: what is due by now has come. */
  check({ connectedAt, roundTrip, ...counted }, readyState) {
    const { now, epoch } = this.page;
    const { state, attempt } = this;
    this.expect(this.owed.length === 0, 'EVT-4', `still due: ${this.owed.map(({ kind }) => kind)}`);
    this.expect(!(now >= attempt?.until), 'CONN-7', 'the attempt takes longer than it may');
    this.expect(now < this.closeBy, 'CLOSE-3', 'close does not come');
    this.expect(!(now > this.retryAt), 'RETRY-3', 'another attempt was due');
    this.expect(!this.isWithoutUrl, 'RETRY-3', 'the failure of a function for the URL is not told');
    this.expect(!attempt || attempt.socket || this.answers, 'CONN-8', 'the attempt has no socket');
    this.expect(!(this.waiting[0]?.until <= now), 'QUEUE-3', 'a message waits longer than it may');
    this.expect(state !== OPEN || this.isFull || this.waiting.length === 0, 'QUEUE-1', 'the way is free, and a message waits');
    this.drainedSince = this.isDrained ? (this.drainedSince ?? now) : undefined;
    this.expect(!(now > this.drainedSince + DRAIN), 'FLOW', 'drain is due');
    if (state === OPEN && this.config.heartbeat) this.checkHeartbeat(this.config.heartbeat);
    this.expect(readyState === state, 'TASK', `readyState is ${readyState}, not ${state}`);
    this.expect(connectedAt === (state === OPEN ? epoch + this.openedAt : null), 'TASK', `connectedAt is ${connectedAt}`);
    const isKnown = !Number.isNaN(this.roundTrip);
    this.expect(!isKnown || roundTrip === this.roundTrip, 'BEAT', `roundTrip is ${roundTrip}, not ${this.roundTrip}`);
    const counts = {
      state: STATES[state],
      attempts: this.attempts,
      opens: this.opens,
      ...this.sent,
      ...this.received,
      queuedMessages: this.waiting.length,
      queuedBytes: this.queuedBytes,
      dropped: this.dropped,
      lastClose: this.lastClose,
    };
    this.expect(
      isDeepStrictEqual(counted, counts),
      'TASK',
      `stats() are ${describe(counted)}; they should be ${describe(counts)}`,
    );
  }

  checkHeartbeat({ interval, timeout }) {
    const { now } = this.page;
    this.expect(now <= this.askBy, 'BEAT', 'a question is due');
    // A question that comes while one is out is not waited for; the next one is.
    const since = Math.max(this.askedAt, this.sleptAt ?? 0);
    this.expect(!(now > since + interval + 2 * timeout), 'BEAT', 'the peer is silent, and nobody cares');
  }
}
