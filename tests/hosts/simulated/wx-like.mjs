// How does a host that copies WeChat's API show sockets? A task at once, results later, flat payloads (T).

import { Refusal } from './device.mjs';
import { KINDS, callBack, createListeners } from './listeners.mjs';

/** How much later the results of `resultsAreLate` are: a message there and back takes less. */
const LATE = 30;

/**
 * @param host `{ variant, device, guard, intercept }`
 * @returns the functions of the host that have to do with sockets
 */
export function createWxLikeSockets({ variant, device, guard, intercept }) {
  const shared = createListeners(guard);
  const tasks = [];
  const later = variant.resultsAreLate ? (run) => setTimeout(run, LATE) : setImmediate;

  const resultOf = (api, why) => ({
    errMsg: why === undefined ? `${api}:ok` : `${api}:fail ${why}`,
    ...(why !== undefined && variant.failureCode && { errCode: variant.failureCode }),
  });
  const outcomeOf = (why) => (why === undefined ? ['success', 'complete'] : ['fail', 'complete']);
  const answer = (options, api, why) => callBack(guard, options, outcomeOf(why), resultOf(api, why));

  function connectSocket(given) {
    const options = { ...given };
    const own = createListeners(guard);
    const tell = (kind, event, everyone = event) => {
      own.tell(kind, event);
      if (variant.hasGlobalFunctions) shared.tell(kind, everyone);
    };
    let socket;
    let missed;

    const hear = {
      opened(fields) {
        const header = variant.tellsHeader ? { header: variant.headerInCapitals ? inCapitals(fields) : fields } : {};
        missed = { ...header, ...variant.extras.open };
        tell('Open', missed, header);
      },
      message: (data) => tell('Message', { data, ...variant.extras.message }),
      failed: (why) => tell('Error', { errMsg: why }),
      closed(code, reason) {
        tasks.splice(tasks.indexOf(task), 1);
        tell('Close', { code: variant.tellsCodeAsText ? String(code) : code, reason, ...variant.extras.close });
      },
    };

    const task = {
      send(rest) {
        const message = { ...rest };
        const done = (why) => later(() => answer(message, 'sendSocketMessage', why));
        return intercept(message.data, () => (socket ? socket.send(message.data, done) : done('taskID not exist')));
      },
      close(rest) {
        const { code, reason, ...callbacks } = { ...rest };
        const why = socket ? socket.close(code, reason) : 'taskID not exist';
        later(() => answer(callbacks, 'closeSocket', why));
      },
    };
    for (const kind of KINDS) {
      task[`on${kind}`] = (listener) => {
        own.on(kind, listener);
        // S 11: one host only tells those who come late.
        if (kind === 'Open' && variant.replaysOpen && socket?.state === 'open') setImmediate(guard, listener, missed);
      };
    }

    try {
      socket = device.createSocket({ ...options, protocols: options.protocols ?? [] }, hear);
    } catch (refusal) {
      if (!(refusal instanceof Refusal)) throw refusal;
      later(() => {
        answer(options, 'connectSocket', refusal.message);
        if (variant.tellsRefusalsTwice) tell('Error', { errMsg: `createSocketTask:fail ${refusal.message}` });
      });
      return task;
    }
    tasks.push(task);
    later(() => {
      answer(options, 'connectSocket');
      socket.begin();
    });
    return task;
  }

  const none = (options, api) => setImmediate(answer, { ...options }, api, 'taskID not exist');
  const globals = {
    sendSocketMessage: (options) => (tasks[0] ? tasks[0].send(options) : none(options, 'sendSocketMessage')),
    closeSocket: (options) => (tasks[0] ? tasks[0].close(options) : none(options, 'closeSocket')),
    ...Object.fromEntries(KINDS.map((kind) => [`onSocket${kind}`, (listener) => shared.on(kind, listener)])),
  };
  return { connectSocket, ...(variant.hasGlobalFunctions && globals) };
}

const inCapitals = (fields) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name.replace(/(^|-)([a-z])/g, (letters) => letters.toUpperCase()), value]),
  );
