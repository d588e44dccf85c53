// What the tests need of a browser and cannot ask of every host.

import { engineOf } from './engine.js';

/** @param entry address of the build under test */
export function createBrowserHost(entry) {
  const ofEntry = (prepare) => freshPage(entry, prepare);
  return { isBrowser: true, engine: engineOf(navigator), realm: window, interceptSends, rejectionsDuring, freshPage: ofEntry };
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
