// What is a Promise in WeChat on iOS 15 and older (D)? One whose reactions are timers, not microtasks. An expression that
// is run in the page's realm.

(function (setTimeout, onRejection) {
  'use strict';

  const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';

  class Promise {
    #state = 'pending';
    #value;
    #reactions = [];
    #isHandled = false;

    constructor(executor) {
      if (typeof executor !== 'function') throw new TypeError('Promise resolver is not a function');
      const { resolve, reject } = this.#settling();
      try {
        executor(resolve, reject);
      } catch (error) {
        reject(error);
      }
    }

    /** The two functions, of which one works, once. */
    #settling() {
      let called = false;
      const once = (settle) => (value) => {
        if (called) return;
        called = true;
        settle(value);
      };
      return { resolve: once((value) => this.#follow(value)), reject: once((reason) => this.#settle('rejected', reason)) };
    }

    #follow(value) {
      let then;
      try {
        if (value === this) throw new TypeError('Chaining cycle detected for promise');
        then = isObject(value) ? value.then : undefined;
      } catch (error) {
        this.#settle('rejected', error);
        return;
      }
      if (typeof then !== 'function') {
        this.#settle('fulfilled', value);
        return;
      }
      setTimeout(() => {
        const { resolve, reject } = this.#settling();
        try {
          then.call(value, resolve, reject);
        } catch (error) {
          reject(error);
        }
      }, 0);
    }

    #settle(state, value) {
      this.#state = state;
      this.#value = value;
      for (const reaction of this.#reactions) setTimeout(reaction, 0);
      this.#reactions = [];
      if (state === 'rejected') setTimeout(() => this.#isHandled || onRejection(value), 0);
    }

    then(onFulfilled, onRejected) {
      this.#isHandled = true;
      return new this.constructor((resolve, reject) => {
        const react = () => {
          const fulfilled = this.#state === 'fulfilled';
          const handler = fulfilled ? onFulfilled : onRejected;
          try {
            if (typeof handler === 'function') resolve(handler(this.#value));
            else if (fulfilled) resolve(this.#value);
            else reject(this.#value);
          } catch (error) {
            reject(error);
          }
        };
        if (this.#state === 'pending') this.#reactions.push(react);
        else setTimeout(react, 0);
      });
    }

    catch(onRejected) {
      return this.then(undefined, onRejected);
    }

    finally(run) {
      const { resolve } = Promise;
      return this.then(
        (value) => resolve.call(Promise, run()).then(() => value),
        (reason) =>
          resolve.call(Promise, run()).then(() => {
            throw reason;
          }),
      );
    }

    get [Symbol.toStringTag]() {
      return 'Promise';
    }

    static resolve(value) {
      return value instanceof Promise ? value : new this((resolve) => resolve(value));
    }

    static reject(reason) {
      return new this((_, reject) => reject(reason));
    }

    static race(values) {
      return new this((resolve, reject) => {
        for (const value of values) this.resolve(value).then(resolve, reject);
      });
    }

    static all(values) {
      return new this((resolve, reject) => {
        const results = [];
        let left = 1;
        let count = 0;
        const done = () => --left || resolve(results);
        for (const value of values) {
          const place = count++;
          left += 1;
          this.resolve(value).then((result) => {
            results[place] = result;
            done();
          }, reject);
        }
        done();
      });
    }
  }

  return Promise;
});
