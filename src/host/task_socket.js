// What does a mini-program's own SocketTask lack of a WebSocket? Here it is one: it may be closed in every state, ends once,
// says what it has left to send, and never answers within a call.

const CONNECTING = 0;
const OPEN = 1;
const OVER = 2;

const ABNORMAL = { code: 1006, reason: '', wasClean: false };

/**
 * A socket of the shape that `createSocket` gives out, over the task that `connect(callbacks)` returns.
 * @param onFree called once, when the host has it no more
 */
export function openTask(connect, onFree) {
  let state = CONNECTING;
  let isUnwanted = false;
  let isClosing = false;
  let isFree = false;
  const { ask, hear } = inTurn();
  const socket = {
    onopen: null,
    onmessage: null,
    onerror: null,
    onclose: null,
    protocol: '',
    bufferedAmount: 0,
    /** What the host tells of an open connection, beside that it is: headers, a profile. */
    greeting: undefined,
    send,
    close,
  };

  const tell = (kind, event) => socket[kind] && socket[kind](event);

  const opened = hear(({ data, errMsg, ...greeting } = {}) => {
    if (state !== CONNECTING) return;
    state = OPEN;
    // It could not be closed before.
    if (isUnwanted) return shut();
    socket.greeting = greeting;
    socket.protocol = protocolIn(greeting.header);
    tell('onopen');
  });

  const received = hear(({ data }) => {
    if (state === OPEN) tell('onmessage', { data: ofThisRealm(data) });
  });

  // Some hosts say no more than this of a connection that has failed, others that it is closed, too.
  const failed = hear((cause) => {
    if (state === OVER) return;
    if (state === OPEN) shut();
    else free();
    tell('onerror', { cause });
    finish(ABNORMAL);
  });

  const closed = hear(({ code, reason } = {}) => {
    free();
    // WeChat ends the sockets of an app in the background so, as if somebody had asked for it.
    const isCut = !isClosing && reason === 'interrupted';
    if (state !== OVER) finish(isCut ? ABNORMAL : closeOf(code, reason));
  });

  function finish(end) {
    state = OVER;
    tell('onclose', end);
  }

  function free() {
    if (!isFree) onFree();
    isFree = true;
  }

  function close(code, reason) {
    if (state === OVER) return;
    // Without a code the connection is given up, and so is one that has not come about.
    if (code === undefined || state === CONNECTING) isUnwanted = true;
    isClosing = true;
    shut(code, reason);
  }

  function shut(code = 1000, reason = '') {
    const wasOpen = state !== CONNECTING;
    const answered = (isOk) => () => {
      if (isUnwanted ? isOk || wasOpen : state === OVER) {
        free();
        state = OVER;
      }
    };
    // A host that throws has no such connection.
    attempt(() => ask(() => task.close({ code, reason, success: answered(true), fail: answered(false) })));
  }

  // A host says later what came of a message. By then it counts as sent, here as in a browser; if the host has not taken it
  // after all, there is nothing to send through any more (interrupted in the background, say), whatever else it says.
  function send(data) {
    const payload = exactly(data);
    const size = typeof payload === 'string' ? payload.length : payload.byteLength;
    const answered = () => {
      socket.bufferedAmount -= size;
    };
    const refused = (error) => {
      answered();
      if (!isClosing) failed(error);
    };
    quietly(ask(() => task.send({ data: payload, success: answered, fail: refused })));
    socket.bufferedAmount += size;
  }

  const task = ask(() => connect({ success() {}, fail: failed }));
  if (!task || !task.onOpen) throw new TypeError('connectSocket of the host returns no SocketTask');
  // In the same turn: some hosts have no second chance (WeChat).
  task.onOpen(opened);
  task.onMessage(received);
  task.onError(failed);
  task.onClose(closed);
  return socket;
}

/** Hosts may answer within the call that they are asked by; what they say then is heard a turn later, in its order. */
function inTurn() {
  const waiting = [];
  let asking = 0;
  const ask = (call) => {
    asking += 1;
    try {
      return call();
    } finally {
      asking -= 1;
    }
  };
  const hearWaiting = () => {
    for (const act of waiting.splice(0)) act();
  };
  const hear = (act) => (event) => {
    if (asking === 0 && waiting.length === 0) return act(event);
    waiting.push(() => act(event));
    if (waiting.length === 1) setTimeout(hearWaiting, 0);
    return undefined;
  };
  return { ask, hear };
}

function attempt(act) {
  try {
    quietly(act());
  } catch {
    // What follows does not depend on it.
  }
}

/** Where a host returns a Promise beside calling back (Alipay), its rejection is nobody's. */
function quietly(promise) {
  if (promise && promise.catch) promise.catch(() => {});
}

/** Always filled (EVT-1): hosts leave the code out, or give it as text. */
function closeOf(code, reason) {
  const number = Number(code);
  return number > 0 && number !== ABNORMAL.code ? { code: number, reason: reason || '', wasClean: true } : ABNORMAL;
}

function protocolIn(header = {}) {
  const name = Object.keys(header).find((key) => key.toLowerCase() === 'sec-websocket-protocol');
  return name ? String(header[name]) : '';
}

/** Hosts take no views: the part of the buffer that the view shows. */
function exactly(data) {
  if (!ArrayBuffer.isView(data)) return data;
  return data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength);
}

/** A host's buffers may be of its own realm, where `instanceof` of the page's fails (EVT-1). */
function ofThisRealm(data) {
  if (typeof data === 'string' || data instanceof ArrayBuffer) return data;
  const bytes = ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data);
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  return copy.buffer;
}
