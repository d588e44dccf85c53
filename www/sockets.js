// Which sockets are there, and what happens on them? All of it goes to the records: the timeline, the messages, the phases.

import { createCall } from './calls.js';
import { meaningOf } from './close-codes.js';
import { describeFields, describeOutcome, duration } from './describe.js';
import { watchHeartbeat } from './heartbeat.js';
import { createMeter } from './meter.js';
import { createPhases } from './phases.js';
import { t } from './i18n.js';
import { DEFAULTS, split, valuesOf } from './values.js';

const EVENTS = ['Open', 'Message', 'Error', 'Close', 'Reconnecting', 'Drain'];
const GLOBAL_EVENTS = ['Open', 'Message', 'Error', 'Close'];

/**
 * @param style gives what the form is set to: `{ results: 'callbacks' | 'promise' | 'tuple', scope: 'task' | 'global',
 *   hasLoop, asDefaults }`
 * @param tell `{ announce(text), message(socket, data), lost(socket), ended(socket), refused(failure) }`
 */
export function createSockets({ library: { uni, configure }, style, timeline, messages, tell }) {
  const call = createCall(configure);
  let all = [];
  let selected;
  let lastHeard = {};

  for (const name of GLOBAL_EVENTS) {
    uni[`onSocket${name}`]((event) => {
      // The task's listener has just been given the same object (EVT-2), so this event has its row.
      if (event === lastHeard.event && style().scope === 'global') lastHeard.entry.name = `uni.onSocket${name}`;
    });
  }

  /** @param options as values.js makes them */
  function connect(options) {
    const { results, hasLoop, asDefaults } = style();
    const socket = {
      task: undefined,
      hasLoop,
      isRead: false,
      hasQueue: Boolean(options.queue),
      controller: options.signal?.controller,
      phases: createPhases(),
      meter: createMeter(),
      attempts: 0,
      waiting: undefined,
    };
    const values = valuesOf(options);
    socket.phases.begin('connecting', performance.now());
    if (values.heartbeat) values.heartbeat = watchHeartbeat(values.heartbeat, socket, timeline);
    if (values.debug === 'timeline') values.debug = ({ kind, detail }) => logTrace(socket, kind, detail);
    const logEnd = (way, result) => {
      logResult(socket, way, result);
      if (result instanceof Error) tell.refused(result);
    };
    const [settings, own] = split(values, asDefaults);
    setDefaults(settings, (failure) => logEnd('fail', failure));
    // For a Promise too: it carries every member of the task (CONN-2).
    socket.task = call(results, uni.connectSocket, own, logEnd);
    for (const name of EVENTS) {
      if (name !== 'Message' || !hasLoop) socket.task[`on${name}`]((event) => hear(socket, name, event));
    }
    all.push(socket);
    selected = socket;
    const given = split(valuesOf(options), asDefaults).map(describeFields);
    if (given[0]) logCall(socket, 'configure', given[0]);
    logCall(socket, 'uni.connectSocket', given[1]);
    readInLoop(socket);
    return socket;
  }

  function setDefaults(settings, fail) {
    // Those of the connection before are not this one's.
    configure(Object.fromEntries(DEFAULTS.map((name) => [name, null])));
    if (Object.keys(settings).length > 0) configure({ ...settings, fail });
  }

  /** If that is how it is to be read. The loop ends with the connection; once it is made anew there is another. */
  async function readInLoop(socket) {
    if (!socket.hasLoop || socket.isRead) return;
    socket.isRead = true;
    try {
      for await (const event of socket.task) hear(socket, 'Message', event);
      add(socket, { kind: 'event', name: 'for await', detail: () => t('the loop has ended') });
    } catch (failure) {
      logResult(socket, 'for await', failure);
    }
    socket.isRead = false;
  }

  /** Sends by what the form is set to. */
  function send(options) {
    const [socket, method] = style().scope === 'task' ? [selected, selected.task.send] : [current(), uni.sendSocketMessage];
    return handOver(socket, method, options);
  }

  /** Sends on one socket, whatever the form is set to. `handedOver` is called when the host has it. */
  function sendOn(socket, data, handedOver) {
    handOver(socket, socket.task.send, { data }, handedOver);
  }

  function handOver(socket, method, options, handedOver) {
    const message = messages.add({ direction: 'out', socket: socket?.task.id, data: options.data });
    call(style().results, method, options, (way, result) => {
      const failed = result instanceof Error;
      messages.settle(message, failed ? result.errMsg : '');
      if (failed) logResult(socket, way, result, 'send');
      else handedOver?.();
    });
  }

  function close(options) {
    const [socket, name, method] =
      style().scope === 'task' ? [selected, 'task.close', selected.task.close] : [current(), 'uni.closeSocket', uni.closeSocket];
    logCall(socket, name, describeFields(options));
    call(style().results, method, options, (way, result) => logResult(socket, way, result));
  }

  function reconnect() {
    logCall(selected, 'task.reconnect', '');
    selected.waiting = undefined;
    selected.phases.begin('connecting', performance.now());
    selected.task.reconnect();
  }

  function abort() {
    logCall(selected, 'controller.abort', '');
    selected.controller.abort();
  }

  function drainQueue() {
    const data = selected.task.drainQueue();
    const count = data.length;
    logCall(selected, 'task.drainQueue', () => t('messages taken back: {count}', { count }));
  }

  /** The socket that `send` and `close` act on, if there is one. */
  function target() {
    return style().scope === 'task' ? selected : current();
  }

  /** The one that the global functions act on (GLOBAL-1). */
  function current() {
    return all.find(({ task }) => task.readyState === task.CONNECTING || task.readyState === task.OPEN);
  }

  function forgetClosed() {
    all = all.filter(({ task }) => task.readyState !== task.CLOSED);
    if (!all.includes(selected)) selected = all.at(-1);
  }

  function hear(socket, name, event) {
    if (name === 'Message') {
      messages.add({ direction: 'in', socket: socket.task.id, data: event.data });
      tell.message(socket, event.data);
      return;
    }
    // An attempt has no event of its own, and comes before what came of it.
    noteAttempts(socket);
    const entry = add(socket, { name: `task.on${name}`, ...REPORTS[name](event) });
    lastHeard = { event, entry };
    HAPPENINGS[name]?.(socket, event);
  }

  const REPORTS = {
    Open: (event) => ({ kind: 'success', detail: () => describeFields(event) }),
    Error: (event) => ({ kind: 'failure', detail: () => describeOutcome(event) }),
    Drain: () => ({ kind: 'event', detail: () => t('enough is sent for more to be sent') }),
    Close: (event) => ({ kind: 'lost', detail: () => inWords(event) }),
    Reconnecting: ({ attempt, delay, cause }) => ({
      kind: 'wait',
      detail: () => t('attempt {attempt} in {delay}, after {cause}', { attempt, delay: duration(delay), cause: inWords(cause) }),
    }),
  };

  const HAPPENINGS = {
    Open(socket) {
      readInLoop(socket);
      socket.phases.begin('open', performance.now());
      tell.announce(t('#{id} is open', { id: socket.task.id }));
    },
    Close(socket, { code, reason }) {
      socket.waiting = undefined;
      socket.phases.begin('closed', performance.now());
      socket.phases.mark('lost', performance.now());
      tell.announce(t('#{id} is closed: {code} {reason}', { id: socket.task.id, code, reason }));
      tell.ended(socket);
    },
    Reconnecting(socket, { attempt, delay, cause }) {
      const at = performance.now();
      socket.waiting = { attempt, delay, at, cause };
      tell.lost(socket);
      socket.phases.mark('lost', at);
      socket.phases.begin('waiting', at);
      const values = { id: socket.task.id, code: cause.code, attempt, delay: duration(delay) };
      tell.announce(t('#{id} is lost ({code}): attempt {attempt} in {delay}', values));
    },
  };

  /** Looks at what changes without an event. */
  function look(socket, now) {
    const { task, phases, meter } = socket;
    const stats = task.stats();
    meter.look(now, stats);
    if (task.readyState === task.CLOSING) phases.begin('closing', now);
    noteAttempts(socket, stats);
    socket.heartbeat?.look(stats);
  }

  /** An attempt begins without an event: the numbers tell. */
  function noteAttempts(socket, { attempts } = socket.task.stats()) {
    if (attempts === socket.attempts) return;
    socket.attempts = attempts;
    socket.heartbeat?.forget();
    socket.waiting = undefined;
    if (socket.task.readyState === socket.task.CONNECTING) socket.phases.begin('connecting', performance.now());
    add(socket, { kind: 'attempt', name: '', detail: () => t('attempt to connect, number {attempts}', { attempts }) });
  }

  function logCall(socket, name, detail) {
    add(socket, { kind: 'call', name, detail: typeof detail === 'string' ? () => detail : detail });
  }

  function logResult(socket, way, result, key) {
    const failed = result instanceof Error;
    const detail = () => describeOutcome(result);
    const repeated = key && `${key} ${socket?.task.id} ${result.errMsg}`;
    add(socket, { kind: failed ? 'failure' : 'success', name: way, key: repeated, detail });
    if (failed) tell.announce(result.errMsg);
  }

  function logTrace(socket, kind, detail) {
    add(socket, { kind: 'trace', name: kind, detail: () => detail });
  }

  function add(socket, entry) {
    return timeline.add({ socket: socket?.task?.id, ...entry });
  }

  return {
    connect,
    send,
    sendOn,
    close,
    reconnect,
    abort,
    drainQueue,
    forgetClosed,
    look,
    target,
    current,
    list: () => all,
    selected: () => selected,
    select: (socket) => {
      selected = socket;
    },
  };
}

/** A close, with its meaning. */
const inWords = ({ code, reason, wasClean }) =>
  [code, reason && JSON.stringify(reason), meaningOf(code), wasClean ? '' : t('not clean')].filter(Boolean).join(' · ');
