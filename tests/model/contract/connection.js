// What follows from what happens to a connection? (CONN, CLOSE, EVT, RETRY, BEAT) What the page is owed stands in `owed`. What the
// clock alone decides is not foreseen here, but found out when something of it is seen (task.js).

import { Outbox } from './outbox.js';
import { CLOSED, CLOSING, CODE, CONNECTING, OPEN, SILENT, UNKNOWN } from './values.js';

/** RETRY-2 */
const isFinal = (code) => [1000, 1002, 1003, 1005, 1007, 1008, 1009, 1010].includes(code) || (code >= 4000 && code <= 4999);
const isLater = (code) => code === 1012 || code === 1013;
const LATER = 5_000;
/** How long after the page has come back a loss may be one of the time before. */
const JUST_BACK = 1_000;
/** So late, or later than `timeout`, a timer has slept, and with it what would have been heard. */
const ASLEEP = 2_000;

const isSameNumber = (a, b) => Math.abs(a - b) < 1e-6;

export class Connection extends Outbox {
  state = CLOSED;
  /** The one whose socket is heard: `{ number, until, socket }`. */
  attempt = undefined;
  /** Events that the page has still to hear, in order; a 'verdict' is none: whether it is tried again is still to be decided. */
  owed = [];
  /** How often it was the current task when it began to close or failed, and its `close` has still to come (GLOBAL-1). */
  owesGlobally = 0;
  attempts = 0;
  opens = 0;
  received = { messagesReceived: 0, bytesReceived: 0 };
  /** In a row. */
  failures = 0;
  openedAt = undefined;
  /** Between two attempts: when the next one begins. */
  retryAt = undefined;
  /** When `close` comes at the latest. */
  closeBy = Infinity;
  /** When the peer is asked for a sign of life, at the earliest and at the latest; and when it was, first since the last message. */
  askFrom = Infinity;
  askBy = Infinity;
  askedAt = undefined;
  /** The first question since the last answer, and the time between two such; NaN where the page has slept meanwhile. */
  questionAt = undefined;
  roundTrip = null;

  /**
   * @param page what holds for all tasks: page.js
   * @param entry its `config` is what the options come to, `listeners` are those of the page, and `answers` what a function for the
   *   URL has answered so far, by attempt: `{ url }` or `{ error }`
   */
  constructor(page, entry) {
    super();
    const { number, config, listeners, answers } = entry;
    Object.assign(this, { page, entry, number, config, listeners, answers });
  }

  /** GLOBAL-1 */
  get isLive() {
    return this.state === CONNECTING || this.state === OPEN;
  }

  become(state) {
    const wasCurrent = this.page.current() === this;
    this.state = state;
    if (wasCurrent && !this.isLive) this.owesGlobally += 1;
    if (state !== OPEN) this.openedAt = undefined;
  }

  begin() {
    this.attempts += 1;
    this.attempt = { number: this.attempts, until: this.page.now + this.config.timeout, socket: undefined };
    this.retryAt = undefined;
    this.closeBy = Infinity;
    this.become(CONNECTING);
  }

  // What the page does

  /** CLOSE-2, CLOSE-3. Whether the host has to be told. */
  close() {
    const { state } = this;
    if (!this.isLive) return false;
    if (state === CONNECTING) this.attempt = undefined;
    this.closeBy = this.page.now + (state === OPEN ? this.config.closeTimeout : 0);
    this.forget();
    this.become(CLOSING);
    this.dropAll('closed');
    return state === OPEN;
  }

  reconnect() {
    const owesClose = this.state === CLOSING || (this.state === CLOSED && this.attempt);
    this.attempt = undefined;
    this.forget();
    if (owesClose) this.end(UNKNOWN);
    this.begin();
  }

  /** EVT-4: of what is abandoned only the end is told. */
  forget() {
    this.owed = this.owed.filter(({ kind }) => kind === 'error' || kind === 'close');
    this.failures = 0;
    this.retryAt = undefined;
  }

  // What the host says of the socket in use

  opened() {
    if (this.state !== CONNECTING) return;
    const { now } = this.page;
    this.become(OPEN);
    this.attempt.until = Infinity;
    this.opens += 1;
    this.openedAt = now;
    this.askFrom = this.askBy = now + (this.config.heartbeat?.interval ?? Infinity);
    this.askedAt = this.questionAt = undefined;
    this.expire();
    this.owed.push({ kind: 'open', reconnected: this.opens > 1 });
    // Who waits for it is not to wait for a socket that is gone.
    if (this.isFull) this.drain();
  }

  failed() {
    if (!this.isLive) return;
    if (this.config.reconnect) return this.lost(UNKNOWN, CODE.host);
    this.become(CLOSED);
    this.dropAll('closed');
    this.owed.push({ kind: 'error', errCode: CODE.host });
    this.attempt.until = Infinity;
    this.closeBy = this.page.now + this.config.closeTimeout;
  }

  closedByHost(end) {
    if (this.isLive) this.lost(end, this.state === CONNECTING ? CODE.host : undefined);
    else this.end(end);
  }

  says(data, size) {
    if (this.state !== OPEN) return;
    this.askedAt = undefined;
    const { isReply } = this.config.heartbeat ?? {};
    if (!isReply || isReply(data)) this.answered();
    // Ahead of a drain that a call has found, which is told behind the call.
    if (!isReply?.(data)) this.owed.unshift({ kind: 'message', data, size });
  }

  /** It does not take the URL, or there is none: the function for it has failed. */
  refused() {
    this.lost(UNKNOWN, CODE.invalidUrl);
  }

  // What follows from a loss

  /** @param errCode why it failed, if it did */
  lost(end, errCode) {
    this.attempt = undefined;
    const { reconnect } = this.config;
    if (!reconnect) return this.over(end, errCode);
    if (this.page.now - this.openedAt >= reconnect.minUptime) this.failures = 0;
    this.become(CONNECTING);
    this.owed.push({ kind: 'verdict', end, errCode });
  }

  /** @param word the page's own, if it has one */
  judge(word) {
    const { end, errCode } = this.owed.shift();
    this.failures += 1;
    const again = word ?? (end === SILENT || !isFinal(end.code));
    if (!again || this.failures > this.config.reconnect.maxAttempts) {
      this.failures = 0;
      return this.over(end, errCode);
    }
    // As soon as the page knows when.
    this.retryAt = Infinity;
    this.owed.push({ kind: 'reconnecting', attempt: this.failures, end, errCode });
  }

  over(end, errCode) {
    if (errCode !== undefined) this.owed.push({ kind: 'error', errCode });
    this.end(end);
  }

  end(end) {
    this.attempt = undefined;
    this.closeBy = Infinity;
    this.isFull = false;
    this.become(CLOSED);
    this.dropAll('closed');
    this.owed.push({ kind: 'close', end });
  }

  /** RETRY-1, RETRY-2, RETRY-5: milliseconds until the next attempt, after this end. */
  isRightDelay(delay, { code }) {
    const { initialDelay, maxDelay, factor, jitter } = this.config.reconnect;
    const { now, chance, backAt } = this.page;
    const grown = Math.min(initialDelay * factor ** (this.failures - 1), maxDelay);
    const later = isLater(code) ? LATER : 0;
    const least = later + { full: 0, equal: grown / 2, none: grown }[jitter];
    const spread = jitter === 'none' ? 0 : Math.max(later, jitter === 'full' ? grown : grown / 2);
    if (isSameNumber(delay, least + spread * chance)) return true;
    // It was lost while the page was away.
    return later === 0 && now - backAt < JUST_BACK && isSameNumber(delay, this.spread());
  }

  /** So that not all clients return at once. */
  spread() {
    const { initialDelay, maxDelay, jitter } = this.config.reconnect;
    return jitter === 'none' ? 0 : Math.min(initialDelay, maxDelay) * this.page.chance;
  }

  /** RETRY-5: the page is hidden, comes back, and so on. */
  lifecycle(isBack) {
    const { now, isAway } = this.page;
    if (this.retryAt !== undefined && isAway) this.retryAt = Infinity;
    else if (this.retryAt !== undefined && isBack) this.retryAt = now + this.spread();
    if (isBack && this.state === OPEN && this.config.heartbeat) {
      this.askFrom = this.askBy = now;
      this.askedAt = this.questionAt = undefined;
    }
  }

  // Is the peer still there?

  asks() {
    const { now } = this.page;
    this.page.expect(this.state === OPEN && now >= this.askFrom, 'BEAT', 'the peer is asked too often');
    this.askFrom = this.askBy = now + this.config.heartbeat.interval;
    this.askedAt ??= now;
    this.questionAt ??= now;
  }

  /** Or may have been. */
  answered() {
    if (this.questionAt === undefined) return;
    this.roundTrip = this.page.now - this.questionAt;
    this.questionAt = undefined;
  }

  get isSilent() {
    return this.state === OPEN && this.page.now >= this.askedAt + this.config.heartbeat?.timeout;
  }

  /** For so long no timer could ring: those that are due are late, and the peer is asked again, or has been silent. */
  overslept(millis) {
    const { now } = this.page;
    this.askFrom = now;
    if (this.questionAt !== undefined) this.questionAt = NaN;
    if (this.askedAt === undefined) return;
    this.sleptAt = now;
    const { timeout } = this.config.heartbeat;
    // Also what was asked last before is not waited for any more: the answer may be there.
    if (millis - timeout > Math.min(timeout, ASLEEP)) this.askedAt = now;
  }
}
