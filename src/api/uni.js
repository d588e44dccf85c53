// What does a page call? `uni` and its SocketTasks: shells that read the options, hand the call to the core (core.rs) and
// answer at once. A call made while the core is still loading is recorded and replayed: since no result is ever delivered
// before its call has returned (CALL-3), the page cannot tell the difference.

import { onAlarm } from '../host/clock.js';
import { onLifecycle } from '../host/lifecycle.js';
import { warnOfUnknown } from './diagnostics.js';
import { addInterceptor, intercepted, removeInterceptor } from './interceptors.js';
import { iterate } from './iteration.js';
import { createRecord, enter, failAll, globalListeners, off, on, records } from './listeners.js';
import { answer, begin, fail, isOwed, readAgain, report, sent } from './outcome.js';
import { listen } from './signals.js';
import { noCounters, sizeOf, textOf, whatIsWrong } from './values.js';
import * as wishes from './wishes.js';

export { knowHosts, useHost } from '../host/sockets.js';

/** Stands for "the current task" wherever an id is asked for (GLOBAL-1); ids of tasks start at 1. */
const CURRENT = 0;
const CONNECTING = 0;
const OPEN = 1;
const CLOSING = 2;
const CLOSED = 3;
const HOST_ERROR = 602001;
const INVALID_ARGUMENT = 609001;
const ABORTED = 609003;
const CORE_FAILED = 609005;
const FAILED = 'the core has failed';

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
  'signal',
  'highWaterMark',
  'lowWaterMark',
];
/** Options that are switched on by `true`, or by an object with members of its own. `configure` gives their defaults. */
const OPT_IN = {
  reconnect: ['initialDelay', 'maxDelay', 'factor', 'jitter', 'maxAttempts', 'minUptime', 'shouldReconnect'],
  heartbeat: ['interval', 'timeout', 'message', 'isReply'],
  queue: ['maxMessages', 'maxBytes', 'maxAge', 'overflow'],
};
if (import.meta.DEVELOPMENT) OPT_IN.debug = [];
/** What `configure` has set: for connections that do not say it themselves. */
const defaults = {};

let core;
let loadError;
let recorded = [];
let lastId = 0;
let isConfigured = false;
let lastTicket = 0;

/** Takes over the core: the class whose functions it is. Makes the calls recorded so far, in their order. */
export function start(loaded) {
  core = loaded;
  if (import.meta.DEVELOPMENT) core.showPanics();
  onAlarm((id) => core.wake(id));
  onLifecycle((kind) => core.lifecycle(kind));
  replay();
}

/**
 * Has calls recorded until another core takes over. Not once this one has had any: it holds what came of them, and then the
 * answer is false.
 */
export function suspend() {
  if (lastId > 0 || isConfigured) return false;
  core = undefined;
  return true;
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

/**
 * The core has failed, by a trap: what it ran is over, and what it owed fails.
 * @param held all that it held, calls among it
 */
export function trapped(error, held) {
  core = undefined;
  report(error);
  const owed = held.filter(isOwed);
  for (const call of owed) fail(call, FAILED, CORE_FAILED, error);
  failAll(FAILED, CORE_FAILED, error, owed);
}

/**
 * Has `act(call)` done, as soon as there is a core.
 * @param later options to wait for, or `false` for a call that an interceptor has cancelled
 */
function perform(call, act, later) {
  if (later) {
    later.then(
      (options) => {
        if (!options) return fail(call, 'aborted', ABORTED);
        readAgain(call, options);
        perform(call, act);
      },
      (cause) => fail(call, 'aborted', ABORTED, cause),
    );
  } else if (call.unreadable) {
    fail(call, 'Invalid args: reading the options threw', INVALID_ARGUMENT, call.unreadable.cause);
  } else if (core) {
    if (import.meta.DEVELOPMENT) warnOfUnknown(core, call);
    const wrong = wrongOption(call);
    if (wrong) return fail(call, wrong, INVALID_ARGUMENT);
    try {
      act(call);
    } catch (cause) {
      if (core || call.isOver) throw cause;
      // It has failed meanwhile, and there is no other.
      fail(call, FAILED, CORE_FAILED, cause);
    }
  } else if (loadError) {
    fail(call, 'uni-socket could not be loaded', HOST_ERROR, loadError);
  } else {
    recorded.push({ call, act });
  }
}

// Options that the core never sees: an AbortSignal is the page's object, and `volatile` goes along as a flag.
function wrongOption({ given }) {
  if (import.meta.DEVELOPMENT) {
    const wrong = whatIsWrong(given, 'debug', 'Boolean, Function');
    if (wrong) return wrong;
  }
  // Most calls have neither.
  if (given.signal === undefined && given.volatile === undefined) return undefined;
  return whatIsWrong(given, 'signal', 'AbortSignal') || whatIsWrong(given, 'volatile', 'Boolean');
}

function connectSocket(options, later) {
  const record = createRecord(++lastId);
  const task = createTask(record);
  const call = begin('connectSocket', options, readConnectOptions);
  if (!call.hasCallbacks) call.extras = { socketTask: task };
  const { given } = call;
  record.url = textOrNothing(given.url);
  const connect = () => {
    record.given = given;
    record.url = textOrNothing(given.url);
    if (isAborted(given.signal)) return fail(call, 'aborted', ABORTED, given.signal.reason);
    addDefaults(given);
    if (given.signal) record.onAbort = closing(task);
    enter(record);
    core.connect(record.id, given, call);
    if (record.isUnwanted) core.close(record.id, {}, {});
  };
  perform(call, connect, later);
  if (call.hasCallbacks) return task;
  return Object.defineProperties(answer(call), Object.getOwnPropertyDescriptors(task));
}

// Made here, and only where there is a signal: it would keep the call for as long as the task.
const closing = (task) => () => task.close();

const isNumber = (value) => typeof value === 'number';

const textOrNothing = (value) => (typeof value === 'string' ? value : '');

/** Asks the page for the URL and the protocols of an attempt. */
export function provide(id, attempt) {
  wishes.provide(core, id, attempt);
}

/** Who hears the socket of an attempt. */
export const hearing = (id, attempt) => listen(core, id, attempt);

const isAborted = (signal) => Boolean(signal && signal.aborted);

function readConnectOptions(given, source) {
  for (const name of CONNECT_OPTIONS) note(given, name, source[name]);
  for (const name of ['protocols', 'header']) note(given, name, copied(given[name]));
  for (const name of Object.keys(OPT_IN)) readOptIn(given, name, source[name]);
}

// Members travel beside each other, as `reconnect.factor`: what reads them knows one record and no paths.
function readOptIn(given, name, group) {
  note(given, name, group);
  const members = Object(group) === group ? group : {};
  for (const member of OPT_IN[name]) note(given, `${name}.${member}`, members[member]);
}

// They stay as long as the task: a record of all that could be given would be a dictionary of a kilobyte. The development
// build takes the names from it.
function note(given, name, value) {
  if (import.meta.DEVELOPMENT || value !== undefined) given[name] = value;
}

const pathsOf = (name) => [name, ...OPT_IN[name].map((member) => `${name}.${member}`)];

/** What a connection does not say, `configure` has said; of an opt-in as long as it is not switched off. */
function addDefaults(given) {
  for (const path of Object.keys(defaults)) {
    const [name] = path.split('.');
    if (given[name] !== false) given[path] ??= defaults[path];
  }
}

// What the page changes in them after the call is no longer this call's, and the core can look at them without running
// code of the page (a getter, a proxy).
function copied(value) {
  if (Array.isArray(value)) return [...value];
  return typeof value === 'object' && value !== null ? { ...value } : value;
}

function send(id, options, later) {
  const call = begin('sendSocketMessage', options, readSendOptions, {
    success: undefined,
    fail: undefined,
    complete: undefined,
    data: undefined,
    volatile: undefined,
    signal: undefined,
  });
  call.task = id;
  // Not a function made for this call: of all calls this one has to be quick.
  perform(call, admit, later);
  return answer(call);
}

function admit(call) {
  const id = call.task;
  const { data, volatile, signal } = call.given;
  if (isAborted(signal)) return fail(call, 'withdrawn', ABORTED, signal.reason);
  const size = sizeOf(data);
  const sender = size < 0 ? 0 : core.admit(id, size, volatile === true);
  if (sender > 0 && handOver(sender, data, size, call)) return;
  const ticket = signal ? ++lastTicket : 0;
  // Not the current task, which may be another one by then.
  const waiting = core.wait(id, data, size, volatile === true, ticket, call);
  if (signal && !call.isOver) withdrawOnAbort(waiting, ticket, signal, call);
}

/**
 * Hands a message to the host: one that the core has counted as sent. False if the host would drop it without a word, as a
 * browser does once the peer has closed the connection, until it tells of that.
 */
export function handOver(id, data, size, call) {
  const { given, hearing } = records.get(id);
  const { socket } = hearing;
  if (socket.readyState > OPEN) {
    core.unsent(id, size, true);
    return false;
  }
  try {
    socket.send(data);
  } catch (error) {
    core.unsent(id, size, false);
    fail(call, textOf(error), HOST_ERROR, error);
    return true;
  }
  // What the host has left to send concerns those with water marks only: to look costs more than all the rest.
  const buffered = isNumber(given.highWaterMark) ? socket.bufferedAmount : -1;
  if (buffered >= 0) core.buffered(id, buffered);
  sent(call, buffered);
  return true;
}

function withdrawOnAbort(id, ticket, signal, call) {
  const withdraw = () => core.withdraw(id, ticket);
  signal.addEventListener('abort', withdraw);
  call.onEnd = () => signal.removeEventListener('abort', withdraw);
}

function readSendOptions(given, source) {
  given.data = source.data;
  given.volatile = source.volatile;
  given.signal = source.signal;
}

function close(id, options, later, record = {}) {
  const call = begin('closeSocket', options, readCloseOptions);
  perform(
    call,
    () => {
      core.close(id, call.given, call);
      // An interceptor may still hold it up.
      record.isUnwanted = call.isOk;
    },
    later,
  );
  return answer(call);
}

function readCloseOptions(given, source) {
  given.code = source.code;
  given.reason = source.reason;
}

/** Settings for every connection to come: `promiseStyle`, `networkTimeout`, `closeTimeout`, and the opt-ins. */
export function configure(options) {
  const call = begin('configure', options, readSettings);
  perform(call, () => {
    isConfigured = true;
    const { given } = call;
    if (!core.configure(given, call)) return;
    defaults.timeout = given['networkTimeout.connectSocket'] ?? defaults.timeout;
    defaults.closeTimeout = given.closeTimeout ?? defaults.closeTimeout;
    for (const name of Object.keys(OPT_IN)) {
      const group = given[name];
      if (group === undefined) continue;
      // `false` and `null` take a default back.
      for (const path of pathsOf(name)) defaults[path] = group ? given[path] : undefined;
    }
  });
  return answer(call);
}

function readSettings(given, source) {
  given.promiseStyle = source.promiseStyle;
  given.closeTimeout = source.closeTimeout;
  given.networkTimeout = source.networkTimeout;
  given['networkTimeout.connectSocket'] = given.networkTimeout && given.networkTimeout.connectSocket;
  for (const name of Object.keys(OPT_IN)) readOptIn(given, name, source[name]);
}

// Where the call has still to be carried out, or could not be, there is nothing to make anew. What was aborted stays so.
function reconnect(record) {
  if (!core || !record.given || isAborted(record.given.signal)) return;
  const { counts } = counted(record);
  record.owed = readyState(record) < CLOSING ? 1 : record.owed + 1;
  enter(record);
  core.reconnect(record.id, record.given, new Float64Array(counts));
}

const RECORD = Symbol('record');

/** What a task tells of its state. One set for all: with functions of its own, each task would be a dictionary of a kilobyte. */
const STATE = Object.getOwnPropertyDescriptors({
  get readyState() {
    return readyState(this[RECORD]);
  },
  get url() {
    return this[RECORD].url;
  },
  get protocol() {
    return this[RECORD].protocol;
  },
  get bufferedAmount() {
    return core ? core.bufferedAmount(this[RECORD].id) : 0;
  },
});

function readyState({ id }) {
  if (core) return core.readyState(id);
  return loadError ? CLOSED : CONNECTING;
}

/** A SocketTask. Its functions know their task: they work unbound and on another `this` (CALL-6). */
function createTask(record) {
  const { id, listeners } = record;
  const task = {
    id: String(id),
    CONNECTING,
    OPEN,
    CLOSING,
    CLOSED,
    send: (options) => send(id, options),
    close: (options) => close(id, options, undefined, record),
    reconnect: () => reconnect(record),
    drainQueue: () => (core ? core.drainQueue(id) : []),
    stats: () => stats(record),
    onOpen: (listener) => on(listeners, 'open', listener),
    onMessage: (listener) => on(listeners, 'message', listener),
    onError: (listener) => on(listeners, 'error', listener),
    onClose: (listener) => on(listeners, 'close', listener),
    onReconnecting: (listener) => on(listeners, 'reconnecting', listener),
    onDrain: (listener) => on(listeners, 'drain', listener),
    offReconnecting: (listener) => off(listeners, 'reconnecting', listener),
    offDrain: (listener) => off(listeners, 'drain', listener),
    offOpen: (listener) => off(listeners, 'open', listener),
    offMessage: (listener) => off(listeners, 'message', listener),
    offError: (listener) => off(listeners, 'error', listener),
    offClose: (listener) => off(listeners, 'close', listener),
  };
  if (typeof Symbol.asyncIterator === 'symbol') task[Symbol.asyncIterator] = () => iterate(task);
  Object.defineProperty(task, RECORD, { value: record });
  return Object.defineProperties(task, STATE);
}

const STATES = ['connecting', 'open', 'closing', 'closed'];

function counted(record) {
  return (core && core.counters(record.id)) || record.counters || noCounters();
}

function stats(record) {
  const { counts: _, dropped, ...shown } = counted(record);
  const state = readyState(record);
  return {
    state: STATES[state],
    ...shown,
    dropped: { ...dropped },
    connectedAt: state === OPEN ? record.openedAt : null,
    lastClose: record.lastClose && { ...record.lastClose },
  };
}

/** uni-app's functions, by its names. They use no `this`. */
export const uni = {
  connectSocket: intercepted('connectSocket', connectSocket),
  sendSocketMessage: intercepted('sendSocketMessage', (options, later) => send(CURRENT, options, later)),
  closeSocket: intercepted('closeSocket', (options, later) => close(CURRENT, options, later)),
  addInterceptor,
  removeInterceptor,
  onSocketOpen: (listener) => on(globalListeners, 'open', listener),
  onSocketMessage: (listener) => on(globalListeners, 'message', listener),
  onSocketError: (listener) => on(globalListeners, 'error', listener),
  onSocketClose: (listener) => on(globalListeners, 'close', listener),
  offSocketOpen: (listener) => off(globalListeners, 'open', listener),
  offSocketMessage: (listener) => off(globalListeners, 'message', listener),
  offSocketError: (listener) => off(globalListeners, 'error', listener),
  offSocketClose: (listener) => off(globalListeners, 'close', listener),
};
