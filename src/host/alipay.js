// In what does Alipay differ from the other hosts? What it says is nested, binary data travels as base64, a closed socket has no
// code, and base libraries before 2.3.1 know one socket only. Here it is in the words of the others.

import { fromBase64, toBase64 } from './base64.js';

/** `my`, as far as sockets go, with functions like those of `wx`. */
export function inCommonWords(my) {
  const own = my.connectSocket.bind(my);
  const connectSocket = (options) => own({ ...options, multiple: true });
  const line = lineFor(my, connectSocket);
  const host = {
    /** Sockets that it has at once: 5, or 1 as soon as it is seen to be an old one. */
    limit: 5,
    connectSocket(options) {
      const placed = line.taskOf(options);
      if (host.limit === 1) {
        line.join(placed);
        return inCommonOrder(placed);
      }
      const task = connectSocket(placed.options);
      if (task) return inCommonOrder(task);
      host.limit = 1;
      line.open(placed);
      return inCommonOrder(placed);
    },
  };
  return host;
}

/** How long an old base library may take to tell of a close, behind an error or its word that it closes. In milliseconds. */
const PATIENCE = 1_000;

/**
 * Where there is one socket and its functions are global, tasks wait for it: what is heard is the first one's, and the next
 * begins when that is closed. One that is tried again would be refused before, or hear how the one before it ends.
 */
function lineFor(my, connectSocket) {
  const line = [];

  /** With a task that has the socket already. */
  function open(task) {
    line.push(task);
    for (const kind of ['Open', 'Message', 'Error', 'Close']) my[`onSocket${kind}`]((event) => hear(kind, event));
  }

  function hear(kind, event) {
    const [task] = line;
    if (!task) return;
    task.hears[kind](event);
    if (kind === 'Close') leave(task);
    if (kind === 'Error') leaveSoon(task);
  }

  function join(task) {
    line.push(task);
    if (line.length === 1) begin(task);
  }

  function begin({ options }) {
    try {
      connectSocket(options);
    } catch (error) {
      options.fail(error);
    }
  }

  function leave(task) {
    const place = line.indexOf(task);
    if (place < 0) return;
    line.splice(place, 1);
    if (place === 0 && line.length > 0) begin(line[0]);
  }

  const leaveSoon = (task) => setTimeout(leave, PATIENCE, task);

  function taskOf(options) {
    const hears = {};
    const on = (kind) => (listener) => {
      hears[kind] = listener;
    };
    const task = {
      hears,
      options: {
        ...options,
        fail(error) {
          options.fail(error);
          leave(task);
        },
      },
      send: (message) => my.sendSocketMessage(message),
      close(asked) {
        if (line[0] !== task) {
          leave(task);
          return asked.success();
        }
        const success = () => {
          asked.success();
          leaveSoon(task);
        };
        return my.closeSocket({ ...asked, success });
      },
      onOpen: on('Open'),
      onMessage: on('Message'),
      onError: on('Error'),
      onClose: on('Close'),
    };
    return task;
  }

  return { taskOf, open, join };
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
