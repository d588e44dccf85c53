// How does Alipay show sockets? With a task only if `multiple: true` asks for it, nested payloads, binary as base64, and
// neither the code of a close nor an errMsg (T D).

import { Refusal } from './device.mjs';
import { KINDS, callBack, createListeners } from './listeners.mjs';
import { bufferOf } from './wire.mjs';

/** D: of connectSocket, and what a socket that is not connected answers to send. */
const CODES = { url: 4, scheme: 5, domain: 4, protocols: 2, limit: 3, background: 50 };
const NOT_CONNECTED = 10;
/** D: of onSocketError: the network. */
const BROKEN = 1;

export const toBase64 = (buffer) => Buffer.from(buffer).toString('base64');
export const fromBase64 = (text) => bufferOf(Buffer.from(text, 'base64'));

/** @param host `{ variant, device, guard, intercept }` */
export function createAlipaySockets({ variant, device, guard, intercept }) {
  const shared = createListeners(guard);
  let only;
  let last = 0;

  /** Calls back later, and answers with a Promise as well, whose rejection is nobody's business. */
  function answer(options, failure) {
    const result = failure ?? {};
    return new Promise((resolve, reject) => {
      setImmediate(() => {
        callBack(guard, options, failure ? ['fail', 'complete'] : ['success', 'complete'], result);
        if (failure && !options.fail && !options.complete) reject(result);
        else resolve(result);
      });
    });
  }
  const failureOf = (error, errorMessage) => ({ error, errorMessage });

  function send(socket, rest) {
    const { data, isBuffer, ...callbacks } = { ...rest };
    return intercept(data, () => {
      // T: nothing but text is taken; what is binary is so by `isBuffer`.
      if (typeof data !== 'string') return answer(callbacks, failureOf(2, 'data should be String'));
      return new Promise((resolve) => {
        const done = (why) => resolve(answer(callbacks, why && failureOf(NOT_CONNECTED, why)));
        if (socket) socket.send(isBuffer ? fromBase64(data) : data, done);
        else done('not connected');
      });
    });
  }

  function close(socket, rest, { code, reason } = {}) {
    const why = socket ? socket.close(code, reason) : 'not connected';
    return answer({ ...rest }, why && failureOf(NOT_CONNECTED, why));
  }

  function connectSocket(given) {
    const options = { ...given };
    const isMultiple = variant.hasTasks && options.multiple === true;
    const own = isMultiple ? createListeners(guard) : shared;
    const data = isMultiple ? { data: { socketTaskID: String(++last) } } : {};
    const hear = {
      opened: () => own.tell('Open', data),
      message(payload) {
        const message =
          typeof payload === 'string' ? { data: payload, isBuffer: false } : { data: toBase64(payload), isBuffer: true };
        own.tell('Message', isMultiple ? { data: { ...data.data, ...message } } : message);
      },
      failed: (why) => own.tell('Error', { ...failureOf(BROKEN, why), ...data }),
      closed: (code, reason) => own.tell('Close', isMultiple ? data : { reason }),
    };

    let socket;
    try {
      const { url, header, timeout } = options;
      const protocols = (variant.options.includes('protocols') && options.protocols) || [];
      socket = device.createSocket({ url: withQuery(url, options.data), header, timeout, protocols }, hear);
      setImmediate(() => answer(options).then(socket.begin));
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      // P 6: a ws: address has a code of its own.
      const code = /^ws:/.test(options.url) ? 20 : CODES[refusal.kind];
      setImmediate(() => answer(options, failureOf(code, refusal.message)).catch(() => {}));
    }
    if (!isMultiple) {
      only = socket ?? only;
      return undefined;
    }
    const task = { send: (rest) => send(socket, rest), close: (rest) => close(socket, rest, rest) };
    for (const kind of KINDS) {
      task[`on${kind}`] = (listener) => own.on(kind, listener);
      task[`off${kind}`] = (listener) => own.off(kind, listener);
    }
    return task;
  }

  const functions = {
    connectSocket,
    sendSocketMessage: (options) => send(only, options),
    // T: code and reason are in newer typings only.
    closeSocket: (options) => close(only, options),
  };
  for (const kind of KINDS) {
    functions[`onSocket${kind}`] = (listener) => shared.on(kind, listener);
    functions[`offSocket${kind}`] = (listener) => shared.off(kind, listener);
  }
  return functions;
}

/** D: `data` is appended to the address. */
const withQuery = (url, data) =>
  data && typeof data === 'object' ? `${url}${url.includes('?') ? '&' : '?'}${new URLSearchParams(data)}` : url;
