// Which sockets are there, and what happens on them? All of it goes to the log.

import { uni } from '/pkg/dist/index.js';
import { call } from './calls.js';
import { describeFields, describeOutcome, describePayload } from './describe.js';

const EVENTS = ['Open', 'Message', 'Error', 'Close'];

/**
 * @param style gives what the form is set to: `{ results: 'callbacks' | 'promise', scope: 'task' | 'global' }`
 * @param onOpen,onClose `(id, event)`
 * @param onFailure `(errMsg)` of a call
 */
export function createSockets({ log, style, onOpen, onClose, onFailure }) {
  let all = [];
  let selected;
  let lastHeard = {};

  for (const name of EVENTS) {
    uni[`onSocket${name}`]((event) => {
      // The task's listener has just been given the same object (EVT-2), so this event has its row.
      if (event === lastHeard.event && style().scope === 'global') lastHeard.entry.name = `uni.onSocket${name}`;
    });
  }

  function connect(options) {
    const socket = { task: undefined, begun: performance.now() };
    // For a Promise too: it carries every member of the task (CONN-2).
    socket.task = call(style().results, uni.connectSocket, options, (way, result) => logResult(socket, way, result));
    for (const name of EVENTS) socket.task[`on${name}`]((event) => hear(socket, name, event));
    all.push(socket);
    selected = socket;
    logCall(socket, 'uni.connectSocket', { detail: describeFields(options) });
  }

  function send(data) {
    act('send', 'sendSocketMessage', { data }, describePayload(data));
  }

  function close(options) {
    act('close', 'closeSocket', options, { detail: describeFields(options) });
  }

  function act(ofTask, ofUni, options, described) {
    const socket = target();
    const [name, method] =
      style().scope === 'task' ? [`task.${ofTask}`, socket.task[ofTask]] : [`uni.${ofUni}`, uni[ofUni]];
    logCall(socket, name, described);
    call(style().results, method, options, (way, result) => logResult(socket, way, result));
  }

  function reconnect() {
    selected.begun = performance.now();
    logCall(selected, 'task.reconnect', { detail: '' });
    selected.task.reconnect();
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
    const entry = {
      kind: name === 'Error' ? 'failure' : 'event',
      name: `task.on${name}`,
      ...described(name, event),
      ...placeOf(socket),
    };
    lastHeard = { event, entry };
    log.add(entry);
    if (name === 'Open') onOpen(socket.task.id);
    if (name === 'Close') onClose(socket.task.id, event);
  }

  function logCall(socket, name, described) {
    log.add({ kind: 'call', name, ...described, ...placeOf(socket) });
  }

  function logResult(socket, way, result) {
    const failed = result instanceof Error;
    log.add({ kind: failed ? 'failure' : 'success', name: way, detail: describeOutcome(result), ...placeOf(socket) });
    if (failed) onFailure(result.errMsg);
  }

  return {
    connect,
    send,
    close,
    reconnect,
    forgetClosed,
    target,
    current,
    list: () => all,
    selected: () => selected,
    select: (socket) => {
      selected = socket;
    },
  };
}

function placeOf(socket) {
  return socket && { socket: socket.task.id, time: performance.now() - socket.begun };
}

function described(name, event) {
  if (name === 'Message') return describePayload(event.data);
  if (name === 'Error') return { detail: describeOutcome(event) };
  return { detail: describeFields(event) };
}
