// What becomes of a message? (SEND, QUEUE, FLOW, DELIVERY)

import { CODE, CONNECTING, OPEN } from './values.js';

const CODE_OF_DROPPED = {
  overflow: CODE.overLimit,
  expired: CODE.timedOut,
  closed: CODE.notConnected,
  withdrawn: CODE.aborted,
};

export class Outbox {
  /** Messages that wait: `{ call, data, size, until }`, the oldest first. */
  waiting = [];
  /** The host has more left to send than the high water mark, and not yet less than the low one. */
  isFull = false;
  sent = { messagesSent: 0, bytesSent: 0 };
  dropped = {};

  /** 'now', 'later', or undefined for what cannot be sent. */
  admission(volatile) {
    const { state } = this;
    const waits = this.config.queue && !volatile;
    if (state === OPEN && (!waits || (this.waiting.length === 0 && !this.isFull))) return 'now';
    return waits && (state === OPEN || state === CONNECTING) ? 'later' : undefined;
  }

  enqueue(call, data, size) {
    this.expire();
    const { maxMessages, maxBytes, maxAge, overflow } = this.config.queue;
    const message = { call, data, size, until: this.page.now + maxAge };
    const fits = size <= maxBytes && maxMessages >= 1;
    this.waiting.push(message);
    while (this.waiting.length > maxMessages || this.queuedBytes > maxBytes) {
      this.drop(overflow === 'dropOldest' && fits ? this.waiting[0] : message, 'overflow');
    }
  }

  get queuedBytes() {
    return this.waiting.reduce((sum, { size }) => sum + size, 0);
  }

  /** The host is given a message, and may throw `error` at it. */
  handed(data, error) {
    let message = this.page.sending;
    if (message?.data === data) {
      this.page.sending = undefined;
    } else {
      this.expire();
      message = this.waiting.shift();
      this.page.expect(message?.data === data && !this.isFull, 'DELIVERY', 'a message goes out that is not its turn');
    }
    if (!message) return;
    if (error) return message.call.decide({ code: CODE.host, cause: error });
    this.sent.messagesSent += 1;
    this.sent.bytesSent += message.size;
    const { high } = this.config;
    const { bufferedAmount } = this.attempt.socket;
    message.call.decide({ ok: true, extras: high === undefined ? {} : { bufferedAmount } });
    if (this.isDrained) this.drain();
    else if (bufferedAmount >= high) this.isFull = true;
  }

  /** The host has sent enough for more to be sent, and nobody has said so. */
  get isDrained() {
    return this.state === OPEN && this.isFull && this.attempt.socket.bufferedAmount <= this.config.low;
  }

  drain() {
    this.isFull = false;
    this.expire();
    this.owed.push({ kind: 'drain' });
  }

  withdraw(call) {
    const message = this.waiting.find((waiting) => waiting.call === call);
    if (message) this.drop(message, 'withdrawn');
  }

  expire() {
    while (this.waiting[0]?.until <= this.page.now) this.drop(this.waiting[0], 'expired');
  }

  dropAll(reason) {
    while (this.waiting.length > 0) this.drop(this.waiting[0], reason);
  }

  drop(message, reason) {
    this.waiting.splice(this.waiting.indexOf(message), 1);
    this.dropped[reason] = (this.dropped[reason] ?? 0) + 1;
    message.call.decide({ code: CODE_OF_DROPPED[reason] });
  }
}
