// What does a page call? `uni` and its SocketTasks: shells that read the options, hand the call to the core (core.rs) and
// answer at once. A call made while the core is still loading is recorded and replayed: since no result is ever delivered
// before its call has returned (CALL-3), the page cannot tell the difference.

import { answer, begin, failure, hasCallbacks, fail, succeed } from './outcome.js';
import { createRecord, enter, globalListeners, off, on } from './listeners.js';
import { counters } from './values.js';

/** Stands for "the current task" wherever an id is asked for (GLOBAL-1); ids of tasks start at 1. */
const CURRENT = 0;
const OPEN = 1;
const HOST_ERROR = 602001;
const INVALID_ARGUMENT = 609001;
const QUEUE_OVER_LIMIT = 10001;
/** Messages that an iteration may fall behind before it is ended. */
const ITERATION_LIMIT = 1024;

const CONNECT_OPTIONS = [
  'url',
  'protocols',
  'header',
  'method',
  'timeout',
  'closeTimeout',
  'multiple',
  'tcpNoDelay',
  'perMessageDeflate',
  'forceCellularNetwork',
];

let core;
let loadError;
let recorded = [];
let lastId = 0;

/** Takes over the core, and makes the calls recorded so far, in their order. */
export function start(loaded) {
  core = loaded;
  replay();
}

/** The core cannot be loaded: every call fails, those recorded so far and those to come. */
export function failToStart(error) {
  loadError = error;
  replay();
}

function replay() {
  const calls = recorded;
  recorded = [];
  for (const { call, act } of calls) perform(call, act);
}

function perform(call, act) {
  if (call.unreadable) {
    fail(call, 'Invalid args: reading the options threw', INVALID_ARGUMENT, call.unreadable.cause);
  } else if (core) {
    act();
  } else if (loadError) {
    fail(call, 'uni-socket could not be loaded', HOST_ERROR, loadError);
  } else {
    recorded.push({ call, act });
  }
}

function connectSocket(options) {
  const record = createRecord(++lastId);
  const task = createTask(record);
  const call = begin('connectSocket', options, readConnectOptions);
  const callbackMode = hasCallbacks(call);
  if (!callbackMode) call.extras = { socketTask: task };
  record.given = call.given;
  if (typeof call.given.url === 'string') record.url = call.given.url;
  perform(call, () => {
    enter(record);
    core.connect(record.id, call.given, call);
  });
  if (callbackMode) return task;
  return Object.defineProperties(answer(call), Object.getOwnPropertyDescriptors(task));
}

function readConnectOptions(given, source) {
  for (const name of CONNECT_OPTIONS) given[name] = source[name];
  given.protocols = copied(given.protocols);
  given.header = copied(given.header);
}

// What the page changes in them after the call is no longer this call's, and the core can look at them without running
// code of the page (a getter, a proxy).
function copied(value) {
  if (Array.isArray(value)) return [...value];
  return typeof value === 'object' && value !== null ? { ...value } : value;
}

function send(id, options) {
  const call = begin('sendSocketMessage', options, readSendOptions);
  perform(call, () => {
    const { data } = call.given;
    if (core.send(id, data, sizeOf(data), call)) succeed(call);
  });
  return answer(call);
}

function readSendOptions(given, source) {
  given.data = source.data;
}

function close(id, options) {
  const call = begin('closeSocket', options, readCloseOptions);
  perform(call, () => core.close(id, call.given, call));
  return answer(call);
}

function readCloseOptions(given, source) {
  given.code = source.code;
  given.reason = source.reason;
}

/** Settings for every connection: `promiseStyle`, `networkTimeout.connectSocket`, `closeTimeout`. */
export function configure(options) {
  const call = begin('configure', options, readSettings);
  perform(call, () => core.configure(call.given, call));
  return answer(call);
}

function readSettings(given, source) {
  given.promiseStyle = source.promiseStyle;
  given.closeTimeout = source.closeTimeout;
  given.networkTimeout = source.networkTimeout;
  given['networkTimeout.connectSocket'] = given.networkTimeout?.connectSocket;
}

// The internal slots answer here, not the prototype or a tag: they know a buffer of another realm, and take nothing else
// for one, which a host would turn into text.
const slotReader = (type, name) => Object.getOwnPropertyDescriptor(type.prototype, name).get;
const bufferLength = slotReader(ArrayBuffer, 'byteLength');

/** Bytes of a buffer or Blob, UTF-16 code units of a string (reading the text would cost more than sending it); -1 for what cannot be sent. */
function sizeOf(data) {
  if (typeof data === 'string') return data.length;
  if (ArrayBuffer.isView(data)) return data.byteLength;
  try {
    return bufferLength.call(data);
  } catch {
    return blobSize(data);
  }
}

function blobSize(data) {
  try {
    return slotReader(Blob, 'size').call(data);
  } catch {
    return -1;
  }
}

// Without a core the first attempt is still to come: there is nothing to make anew.
function reconnect(record) {
  if (!core) return;
  enter(record);
  const { attempts, opens, messagesSent, messagesReceived, bytesSent, bytesReceived } = counted(record);
  core.reconnect(
    record.id,
    record.given,
    attempts,
    opens,
    messagesSent,
    messagesReceived,
    bytesSent,
    bytesReceived,
  );
}

/** A SocketTask. Its functions know their task: they work unbound and on another `this` (CALL-6). */
function createTask(record) {
  const { id, listeners } = record;
  const task = {
    id: String(id),
    CONNECTING: 0,
    OPEN,
    CLOSING: 2,
    CLOSED: 3,
    get readyState() {
      if (core) return core.readyState(id);
      return loadError ? task.CLOSED : task.CONNECTING;
    },
    get url() {
      return record.url;
    },
    get protocol() {
      return record.protocol;
    },
    get bufferedAmount() {
      return core ? core.bufferedAmount(id) : 0;
    },
    send: (options) => send(id, options),
    close: (options) => close(id, options),
    reconnect: () => reconnect(record),
    stats: () => stats(record, task.readyState),
    onOpen: (listener) => on(listeners, 'open', listener),
    onMessage: (listener) => on(listeners, 'message', listener),
    onError: (listener) => on(listeners, 'error', listener),
    onClose: (listener) => on(listeners, 'close', listener),
    offOpen: (listener) => off(listeners, 'open', listener),
    offMessage: (listener) => off(listeners, 'message', listener),
    offError: (listener) => off(listeners, 'error', listener),
    offClose: (listener) => off(listeners, 'close', listener),
  };
  if (typeof Symbol.asyncIterator === 'symbol') task[Symbol.asyncIterator] = () => iterate(task);
  return task;
}

const STATES = ['connecting', 'open', 'closing', 'closed'];

function counted(record) {
  return (core && core.counters(record.id)) || record.counters || counters(0, 0, 0, 0, 0, 0);
}

function stats(record, readyState) {
  return {
    state: STATES[readyState],
    ...counted(record),
    queuedMessages: 0,
    queuedBytes: 0,
    dropped: {},
    roundTrip: null,
    connectedAt: readyState === OPEN ? record.openedAt : null,
    lastClose: record.lastClose && { ...record.lastClose },
  };
}

/**
 * Messages as they come, until the task closes; after an `error` the iteration throws it. Leaving the loop closes the
 * task, and so does falling behind by more than ITERATION_LIMIT messages: what cannot be kept is not dropped in silence.
 */
function iterate(task) {
  const iterator = messagesOf(task);
  const leave = iterator.return;
  iterator.return = (value) => {
    // Also before the first message was asked for, and while one is waited for.
    task.close();
    return leave.call(iterator, value);
  };
  return iterator;
}

async function* messagesOf(task) {
  const messages = [];
  let error;
  let ended = task.readyState === task.CLOSED;
  let wake = () => {};
  const onMessage = (event) => {
    if (messages.length < ITERATION_LIMIT) messages.push(event);
    else onError(failure('asyncIterator:fail over the limit of 1024 messages', QUEUE_OVER_LIMIT));
    wake();
  };
  const onError = (cause) => {
    error ??= cause;
    wake();
  };
  const onClose = () => {
    ended = true;
    wake();
  };
  task.onMessage(onMessage);
  task.onError(onError);
  task.onClose(onClose);
  try {
    for (;;) {
      if (messages.length > 0) yield messages.shift();
      else if (error) throw error;
      else if (ended) return;
      else
        await new Promise((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    task.offMessage(onMessage);
    task.offError(onError);
    task.offClose(onClose);
    task.close();
  }
}

/** uni-app's functions, by its names. They use no `this`. */
export const uni = {
  connectSocket,
  sendSocketMessage: (options) => send(CURRENT, options),
  closeSocket: (options) => close(CURRENT, options),
  onSocketOpen: (listener) => on(globalListeners, 'open', listener),
  onSocketMessage: (listener) => on(globalListeners, 'message', listener),
  onSocketError: (listener) => on(globalListeners, 'error', listener),
  onSocketClose: (listener) => on(globalListeners, 'close', listener),
  offSocketOpen: (listener) => off(globalListeners, 'open', listener),
  offSocketMessage: (listener) => off(globalListeners, 'message', listener),
  offSocketError: (listener) => off(globalListeners, 'error', listener),
  offSocketClose: (listener) => off(globalListeners, 'close', listener),
};
