// A socket without a network behind it: what a library does itself is all that there is, and a few nanoseconds show.

/** As much of the standard's as the contenders ask for. */
class Stub {
  static CONNECTING = 0;
  static OPEN = 1;
  static CLOSING = 2;
  static CLOSED = 3;
  /** Whoever waits for the next one. */
  static made;

  CONNECTING = 0;
  OPEN = 1;
  CLOSING = 2;
  CLOSED = 3;
  readyState = 0;
  bufferedAmount = 0;
  protocol = '';
  extensions = '';
  binaryType = 'blob';
  #listeners = {};

  constructor(url) {
    this.url = url;
    Stub.made(this);
  }

  addEventListener(kind, listener) {
    (this.#listeners[kind] ??= []).push(listener);
  }

  removeEventListener(kind, listener) {
    this.#listeners[kind] = this.#listeners[kind]?.filter((other) => other !== listener);
  }

  send() {}

  close() {
    this.readyState = 3;
  }

  /** Does with an event what a browser does, and no more. */
  fire(event) {
    this[`on${event.type}`]?.(event);
    for (const listener of this.#listeners[event.type] ?? []) {
      if (typeof listener === 'function') listener.call(this, event);
      else listener.handleEvent(event);
    }
  }
}

/** Resolves `{ socket, stub }`, both open: the contender's socket and the one under it. */
export async function openStub(connect, onMessage) {
  const { WebSocket } = window;
  window.WebSocket = Stub;
  let socket;
  const made = new Promise((resolve) => {
    Stub.made = resolve;
  });
  const open = new Promise((resolve) => {
    socket = connect('ws://127.0.0.1/', { onOpen: resolve, onMessage });
  });
  // Some make it a little later.
  const stub = await made;
  window.WebSocket = WebSocket;
  await undefined;
  stub.readyState = 1;
  stub.fire(new Event('open'));
  await open;
  return { socket, stub };
}
