// What the tests need of a browser and cannot ask of every host.

import { engineOf } from './engine.js';

/** @param entry address of the build under test */
export function createBrowserHost(entry) {
  const fresh = (prepare) => freshPage(entry, prepare);
  return {
    isBrowser: true,
    engine: engineOf(navigator),
    realm: window,
    interceptSends,
    /** Whether `handed` is what the host has to get for a caller's `data`: the same, in browsers. */
    isHanded: (handed, data) => handed === data,
    rejectionsDuring,
    freshPage: fresh,
    fastPage: (speed) => fastPage(fresh, speed),
    movedPage: () => movedPage(fresh),
    /** What was given up and could not be closed is no business of the next test's. Resolves how many are open: not told here. */
    forgetAbandoned: () => 0,
  };
}

/**
 * Has `intercept(data, pass)` run in the place of each `send` of a WebSocket; `pass()` is the real one.
 * Returns the function that ends it.
 */
function interceptSends(intercept) {
  const { prototype } = WebSocket;
  const { send } = prototype;
  prototype.send = function (data) {
    return intercept(data, () => send.call(this, data));
  };
  return () => {
    prototype.send = send;
  };
}

/** Resolves the reasons of the rejections that nobody handled, of those that `action` led to. */
async function rejectionsDuring(action) {
  const last = new Error('raised by the test, to know that all before it have been reported');
  const reasons = [];
  let listener;
  const reported = new Promise((resolve) => {
    listener = (event) => {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.reason === last) resolve();
      else reasons.push(event.reason);
    };
  });
  // In the capture phase: mocha listens too, and would fail the test.
  addEventListener('unhandledrejection', listener, true);
  try {
    await action();
    Promise.reject(last);
    await reported;
  } finally {
    removeEventListener('unhandledrejection', listener, true);
  }
  return reasons;
}

/** Loads the package into a page of its own, after `prepare(realm)`. Resolves what it exports, `realm` and `discard()`. */
async function freshPage(entry, prepare = () => {}) {
  const frame = document.createElement('iframe');
  const loaded = new Promise((resolve) => {
    frame.onload = resolve;
  });
  frame.srcdoc = '<!doctype html>';
  document.body.append(frame);
  await loaded;
  const realm = frame.contentWindow;
  window.noteErrors(realm);
  prepare(realm);
  const library = await new realm.Function('entry', 'return import(entry)')(new URL(entry, location).href);
  return { ...library, realm, discard: () => frame.remove() };
}

async function fastPage(fresh, speed) {
  const page = await fresh((realm) => {
    const { performance, setTimeout } = realm;
    const now = performance.now.bind(performance);
    performance.now = () => now() * speed;
    realm.setTimeout = (run, delay, ...rest) => setTimeout.call(realm, run, delay / speed, ...rest);
  });
  return { ...page, now: () => page.realm.performance.now() };
}

/** It is the page's own events that the package hears, and the page's own words on how it stands. */
async function movedPage(fresh) {
  const page = await fresh();
  await page.ready;
  const { document, navigator } = page.realm;
  const is = { hidden: false, onLine: true };
  Object.defineProperty(document, 'hidden', { get: () => is.hidden });
  Object.defineProperty(document, 'visibilityState', { get: () => (is.hidden ? 'hidden' : 'visible') });
  Object.defineProperty(navigator, 'onLine', { get: () => is.onLine });
  const { Event, PageTransitionEvent } = page.realm;
  const become = (what) => {
    if (what === 'hidden' || what === 'visible') {
      is.hidden = what === 'hidden';
      document.dispatchEvent(new Event('visibilitychange'));
    } else if (what === 'resumed') {
      document.dispatchEvent(new Event('resume'));
    } else if (what === 'restored') {
      page.realm.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    } else {
      is.onLine = what === 'online';
      page.realm.dispatchEvent(new Event(what));
    }
  };
  return { ...page, become };
}
