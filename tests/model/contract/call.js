// How does a call end, and is it as it should be? (CALL-2, CALL-3, RES)

import { describe, isFailure } from './values.js';

/** One call of the page, from its beginning to its end. */
export class Call {
  hasReturned = false;
  /** `{ ok, extras }` or `{ code, why, cause }`, as soon as it is decided. */
  outcome = undefined;
  /** What has been heard of it, as `[name, result]`. */
  heard = [];

  /** @param names the callbacks that it has: none in Promise mode */
  constructor(page, api, names) {
    this.page = page;
    this.api = api;
    this.names = names;
  }

  decide(outcome) {
    this.page.expect(!this.outcome, 'CALL-3', `${this.api} is decided a second time: ${describe(outcome)}`);
    this.outcome = outcome;
    this.isTuple = this.page.isTuple;
  }

  /** A callback runs, or the Promise is settled ('resolved', 'rejected'). */
  hear(name, result) {
    const { api, page } = this;
    page.expect(this.hasReturned, 'CALL-3', `${name} of ${api} runs before the call has returned`);
    this.heard.push([name, result]);
    if (!this.outcome) {
      page.explain(this, [result].flat()[0]);
      // How Promises are settled may have been configured anew since it was decided.
      this.isTuple = Array.isArray(result);
    }
    const due = this.due();
    const names = this.heard.map(([heard]) => heard);
    const isDue = names.every((heard, place) => heard === due[place]);
    if (!page.expect(isDue, 'CALL-3', `${api} ends with ${names}; what is due is ${due}: ${describe(result)}`)) return;
    if (name === 'complete')
      page.expect(
        this.heard.every(([, other]) => other === result),
        'CALL-3',
        'complete gets another object',
      );
    page.expect(
      this.isRight(name, result),
      'RES',
      `${name} of ${api} is given ${describe(result)}, after ${describe(this.outcome)}`,
    );
  }

  /** The callbacks that have to run, in order, as far as that is decided. */
  due() {
    if (!this.outcome) return [];
    const { ok } = this.outcome;
    if (this.names.length > 0) return [ok ? 'success' : 'fail', 'complete'].filter((name) => this.names.includes(name));
    return [ok || this.isTuple ? 'resolved' : 'rejected'];
  }

  isRight(name, result) {
    const { ok, extras, code, why, cause } = this.outcome;
    if (this.isTuple && name === 'resolved') {
      const [failure, success] = result;
      return ok
        ? failure === null && this.isSuccess(success, extras)
        : result.length === 1 && isFailure(failure, this.api, code, why);
    }
    if (ok) return this.isSuccess(result, extras);
    return isFailure(result, this.api, code, why) && (cause === undefined || result.cause === cause);
  }

  isSuccess(result, extras = {}) {
    const wanted = { errMsg: `${this.api}:ok`, ...extras };
    const isWanted = (name) => (typeof wanted[name] === 'function' ? wanted[name](result[name]) : result[name] === wanted[name]);
    return Object.keys(result).length === Object.keys(wanted).length && Object.keys(wanted).every(isWanted);
  }

  /** Promises have had their turn. @param isWatched whether anybody looks at what comes of it */
  check() {
    const { length } = this.due();
    this.page.expect(this.heard.length === length || this.isIgnored, 'CALL-3', `${this.api} was decided, and nobody is told`);
    return Boolean(this.outcome);
  }
}
