// How does uni-app's own `uni` show sockets in the service layer of App? With the defects that it has (S, semantics 4, "App-plus
// specifics"): they are what a program meets there.

import { Refusal } from './device.mjs';
import { KINDS, callBack, createListeners } from './listeners.mjs';

/** @param host `{ device, guard, intercept, realm }` */
export function createAppSockets({ device, guard, intercept, realm }) {
  const shared = createListeners(guard);
  const tasks = [];
  // By id, and an id is the time in milliseconds: of two in one millisecond the newer hears both.
  const byId = new Map();

  const answer = (options, api, why) =>
    callBack(guard, options, why === undefined ? ['success', 'complete'] : ['fail', 'complete'], {
      errMsg: why === undefined ? `${api}:ok` : `${api}:fail ${why}`,
    });

  /** Without a callback it is a Promise, which does not have the task. */
  function promised(implement) {
    return (given) => {
      const options = { ...given };
      if (['success', 'fail', 'complete'].some((name) => typeof options[name] === 'function')) return implement(options);
      return new realm.Promise((success, fail) => implement({ ...options, success, fail }));
    };
  }

  const connectSocket = promised((options) => {
    const { url, header, protocols } = options;
    const id = String(Date.now());
    const task = createTask(id);
    const forget = () => tasks.includes(task) && tasks.splice(tasks.indexOf(task), 1);
    // Global listeners first, then the task's.
    const tell = (kind, event) => {
      const receiver = byId.get(id);
      shared.tell(kind, event);
      receiver.own.tell(kind, event);
    };
    const hear = {
      opened() {
        byId.get(id).readyState = task.OPEN;
        tell('Open', {});
      },
      message: (data) => tell('Message', { data }),
      failed() {
        byId.get(id).readyState = task.CLOSED;
        tell('Error', {});
        forget();
      },
      closed(code, reason) {
        byId.get(id).readyState = task.CLOSED;
        tell('Close', { code, reason });
        forget();
      },
    };
    byId.set(id, task);
    let why;
    try {
      // Joined by commas for the native side, which takes them apart again.
      const offered = []
        .concat(protocols ?? [])
        .join(',')
        .split(',')
        .filter(Boolean);
      task.socket = device.createSocket({ url, header, protocols: offered }, hear);
      tasks.push(task);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      why = refusal.message;
    }
    setTimeout(() => {
      answer(options, 'connectSocket', why);
      task.socket?.begin();
    });
    return task;
  });

  function createTask(id) {
    const constants = { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 };
    const task = {
      id,
      // It begins with CLOSED, and is never CONNECTING.
      readyState: constants.CLOSED,
      ...constants,
      send(options) {
        // What is not open is told so, and the message goes to the native side all the same.
        if (task.readyState !== task.OPEN) answer(options, 'sendSocketMessage', 'WebSocket is not connected');
        return intercept(options.data, () => {
          const { socket } = byId.get(id);
          if (socket?.state === 'open') socket.send(options.data, () => {});
          answer(options, 'sendSocketMessage');
        });
      },
      close(options) {
        task.readyState = task.CLOSING;
        // Read without a look at whether they were given (issue 1372).
        const { code, reason } = options;
        const why = byId.get(id).socket?.close(code, reason);
        answer(options, 'closeSocket', why);
      },
    };
    const own = createListeners(guard);
    for (const kind of KINDS) task[`on${kind}`] = (listener) => own.on(kind, listener);
    // Not a page's business.
    Object.defineProperties(task, { own: { value: own }, socket: { value: undefined, writable: true } });
    return task;
  }

  const current = (api, act) =>
    promised((options) => (tasks[0] ? act(tasks[0], options) : answer(options, api, 'WebSocket is not connected')));
  return {
    connectSocket,
    sendSocketMessage: current('sendSocketMessage', (task, options) => task.send(options)),
    closeSocket: current('closeSocket', (task, options) => task.close(options)),
    ...Object.fromEntries(KINDS.map((kind) => [`onSocket${kind}`, (listener) => shared.on(kind, listener)])),
  };
}
