// Where do sockets come from that do what a test says? From a class of the shape of the standard's WebSocket, without a network:
// `useHost(createScriptedHost())`, and every socket that the program makes is then driven by hand.

/**
 * `{ WebSocket, sockets }`: the class for `useHost`, and all sockets made of it, oldest first. With a virtual clock
 * (`vi.useFakeTimers()`, `jest.useFakeTimers()`) a program that reconnects is tested in no time.
 */
export function createScriptedHost() {
  const sockets = [];

  class ScriptedWebSocket {
    binaryType = 'blob';
    /** What the host has left to send: whatever the test says. */
    bufferedAmount = 0;
    protocol = '';
    onopen = null;
    onmessage = null;
    onerror = null;
    onclose = null;
    /** What the program has sent, in order. */
    sent = [];
    /** `{ code, reason }`, once the program has called `close`. */
    closed = undefined;

    constructor(url, protocols) {
      this.url = url;
      this.protocols = protocols;
      sockets.push(this);
    }

    send(data) {
      this.sent.push(data);
    }

    close(code, reason) {
      this.closed = { code, reason };
    }

    // From here on it is the test that calls.

    /** The server has accepted, with one of the protocols. */
    opens(protocol = '') {
      this.protocol = protocol;
      this.onopen?.({});
    }

    /** A message has come: a string or an ArrayBuffer. */
    receives(data) {
      this.onmessage?.({ data });
    }

    /** Something is wrong. A browser has `closes(1006, '', false)` follow. */
    fails() {
      this.onerror?.({});
    }

    /** The connection is gone. */
    closes(code = 1000, reason = '', wasClean = true) {
      this.onclose?.({ code, reason, wasClean });
    }
  }

  return { WebSocket: ScriptedWebSocket, sockets };
}
