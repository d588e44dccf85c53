// In what does Alipay differ from the other hosts? What it says is nested, binary data travels as base64, a closed socket has no
// code, and base libraries before 2.3.1 know one socket only. Here it is in the words of the others.

import { fromBase64, toBase64 } from './base64.js';

/** `my`, as far as sockets go, with functions like those of `wx`. */
export function inCommonWords(my) {
  const connectSocket = my.connectSocket.bind(my);
  const host = {
    /** Sockets that it has at once: 5, or 1 as soon as it is seen to be an old one. */
    limit: 5,
    connectSocket(options) {
      const task = connectSocket({ ...options, multiple: true });
      if (!task) host.limit = 1;
      return inCommonOrder(task || onlyTask(my));
    },
  };
  return host;
}

/** The one socket of an old base library: its functions are global, and what they hear is taken off when it is over. */
function onlyTask(my) {
  const listening = [];
  const on = (kind) => (listener) => {
    listening.push([kind, listener]);
    my[`onSocket${kind}`](listener);
  };
  const end = () => {
    for (const [kind, listener] of listening.splice(0)) my[`offSocket${kind}`](listener);
  };
  const task = {
    send: (options) => my.sendSocketMessage(options),
    close: (options) => my.closeSocket(options),
    onOpen: on('Open'),
    onMessage: on('Message'),
    onError: on('Error'),
    onClose: on('Close'),
  };
  task.onClose(end);
  task.onError(end);
  return task;
}

function inCommonOrder(task) {
  // The peer has answered it, or there would have been an error. What a peer closes with by itself, nobody is told.
  let closedWith = {};
  return {
    onOpen: (listener) => task.onOpen(() => listener({})),
    onMessage: (listener) => task.onMessage((event) => listener({ data: contentOf(event) })),
    onError: (listener) => task.onError(listener),
    onClose: (listener) => task.onClose(() => listener(closedWith)),
    send({ data, success, fail }) {
      const message = typeof data === 'string' ? { data } : { data: toBase64(data), isBuffer: true };
      return task.send({ ...message, success, fail });
    },
    close(options) {
      closedWith = options;
      return task.close(options);
    },
  };
}

/** A task's event has it one level deeper than a global one. */
function contentOf(event) {
  const { data, isBuffer } = Object(event.data) === event.data && 'data' in event.data ? event.data : event;
  return isBuffer && typeof data === 'string' ? fromBase64(data) : data;
}
