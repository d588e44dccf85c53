// What does the page call? Each step of a plan that is a call, made with the package under test; the model says first what has to
// come of it, since code of the page may run within the call.

import { Call } from '../contract/call.js';
import { completed, configured } from '../contract/config.js';
import { GLOBAL_KINDS, TASK_KINDS, noListeners } from '../contract/page.js';
import { CODE } from '../contract/values.js';
import { dress } from './options.js';
import { WRONG, message, pick } from './values.js';

const NOT_OPEN = 'SocketTask.readyState is not OPEN';
const NOT_CONNECTED = 'WebSocket is not connected';

/** What is read of the options, beside the callbacks. */
const KNOWN = {
  connectSocket: ['url', 'protocols', 'timeout', 'closeTimeout', 'reconnect', 'heartbeat', 'queue', 'signal', 'highWaterMark'],
  sendSocketMessage: ['data', 'volatile', 'signal'],
  closeSocket: ['code', 'reason'],
  configure: ['promiseStyle', 'closeTimeout', 'networkTimeout', 'reconnect', 'heartbeat', 'queue'],
};

export class Calls {
  messages = 0;

  constructor(world) {
    this.world = world;
    this.page = world.page;
  }

  /**
   * Whose function a step calls: that of a task, mostly of one that is connecting or open; undefined for `uni`'s. A step that needs
   * a task does nothing without.
   */
  entry({ to, entry }) {
    if (entry) return entry;
    const { entries } = this.world;
    const isLive = ({ task }) => task?.isLive;
    return pick([...entries.filter(isLive), ...entries.filter((other) => !isLive(other))], to);
  }

  /**
   * Makes a call. `decide(call)` is the model's half of it.
   * @param step its `wrong` is the number of an option that is wrong, its `dressing` how the options are given
   */
  make(api, run, options, { dressing, wrong }, decide) {
    const { page, world } = this;
    const { mode, shape, reaction } = dressing;
    const [wrongOptions, why] = pick(WRONG[api], wrong) ?? [];
    // The document's own samples have a `data() {…}` where it means nothing (CALL-1).
    const given = { data() {}, ...options, ...(why && { signal: undefined }), ...wrongOptions };
    const call = new Call(page, api, mode === 'callbacks' ? dressing.names : []);
    world.calls.push(call);
    for (const name of call.names) {
      given[name] = (result) => {
        call.hear(name, result);
        world.react(call, reaction);
      };
    }
    const error = new Error('thrown by an option');
    const readable = [...call.names, ...KNOWN[api]].filter((name) => name in given);
    const throwsAt = pick(readable, dressing.throwsAt);
    const note = (rule, text) => page.expect(false, rule, `${api}: ${text}`);
    const dressed = dress(given, shape, { throwsAt, error, note });
    call.names = call.names.filter((name) => name !== throwsAt);
    if (throwsAt) call.decide({ code: CODE.invalidArgument, cause: error });
    else if (why) call.decide({ code: CODE.invalidArgument, why });
    else decide(call);
    let returned;
    try {
      returned = run(dressed.given);
    } catch (thrown) {
      page.expect(false, 'CALL-5', `${api} throws ${thrown?.stack}`);
    }
    dressed.end();
    call.hasReturned = true;
    // Of what is still to be decided, somebody has to hear.
    call.isIgnored = mode === 'ignored' && Boolean(call.outcome);
    this.watch(call, returned, reaction);
    return { call, returned };
  }

  watch(call, returned, reaction) {
    const { api, names } = call;
    if (names.length > 0) {
      const isRight = api === 'connectSocket' ? returned && typeof returned.then !== 'function' : returned === undefined;
      this.page.expect(isRight, 'CONN-2', `${api} in callback mode returns ${returned}`);
    } else if (this.page.expect(returned instanceof Promise, 'CALL-2', `${api} returns ${returned}`) && !call.isIgnored) {
      const settled = (name) => (result) => {
        call.hear(name, result);
        this.world.react(call, reaction && { ...reaction, throws: false });
      };
      returned.then(settled('resolved'), settled('rejected'));
    }
  }

  connect(step) {
    const { world, page } = this;
    const entry = { number: world.entries.length, task: undefined, handle: undefined, listeners: noListeners(), asks: 0 };
    world.entries.push(entry);
    entry.options = world.wishes.optionsOf(step.options, entry);
    entry.config = completed(entry.options, page.defaults);
    const { signal, url } = entry.options;
    const decide = (call) => {
      if (signal?.aborted) {
        call.decide({ code: CODE.aborted, cause: signal.reason });
      } else if (world.refusal && typeof url !== 'function') {
        call.decide({ code: CODE.invalidUrl, cause: world.refusal });
        entry.canBegin = true;
      } else {
        entry.canBegin = true;
        this.begin(entry);
        call.decide({ ok: true });
      }
    };
    this.willHearSignal(entry);
    const { call, returned } = this.make('connectSocket', world.uni.connectSocket, entry.options, step, decide);
    entry.handle = returned;
    if (call.names.length === 0 && call.outcome.ok) call.outcome.extras = { socketTask: ({ id }) => id === returned.id };
    page.expect(!world.ids.has(returned.id), 'CONN-9', `the id ${returned.id} is given twice`);
    world.ids.add(returned.id);
    world.probe(entry);
    if (entry.task)
      page.expect(entry.task.answers || entry.task.attempt?.socket, 'CONN-8', 'the host was not asked for a socket');
  }

  /** The model of a task begins. */
  begin(entry) {
    entry.task = this.page.begin(entry);
  }

  willHearSignal(entry) {
    this.world.wishes.onAbort = () => this.willClose(entry.task, { code: 1000, reason: '' });
  }

  send(step) {
    const { page, world } = this;
    const entry = this.entry(step);
    const { data, size } = message(step.data, ++this.messages);
    const signal = world.wishes.signalOf(step.signal);
    const decide = (call) => {
      const task = entry ? entry.task : page.current();
      const admission = task?.admission(step.volatile === true);
      if (signal?.aborted) call.decide({ code: CODE.aborted, cause: signal.reason });
      else if (admission === 'now') page.sending = { task, call, data, size };
      else if (admission === 'later') {
        task.enqueue(call, data, size);
        world.wishes.onAbort = () => task.withdraw(call);
      } else call.decide({ code: CODE.notConnected, why: entry ? NOT_OPEN : NOT_CONNECTED });
    };
    const run = entry ? entry.handle.send : world.uni.sendSocketMessage;
    // If it waits, somebody has to hear of the end.
    const dressing = { ...step.dressing, names: [...new Set([...step.dressing.names, 'complete'])] };
    this.make('sendSocketMessage', run, { data, volatile: step.volatile, signal }, { ...step, dressing }, decide);
    page.expect(!page.sending, 'SEND-3', 'a message is not handed over at once');
    page.sending = undefined;
  }

  close(step) {
    const { page, world } = this;
    const entry = this.entry(step);
    const { code, reason } = step;
    const decide = (call) => {
      const task = entry ? entry.task : page.current();
      if (!entry && !task) return call.decide({ code: CODE.notConnected, why: NOT_CONNECTED });
      if (task) this.willClose(task, { code: code || 1000, reason: reason ?? '' });
      return call.decide({ ok: true });
    };
    const run = entry ? entry.handle.close : world.uni.closeSocket;
    this.make('closeSocket', run, { code, reason }, step, decide);
    this.hasClosed();
  }

  /** The model closes a task: its socket has to hear of it before the call is over. */
  willClose(task, frame) {
    const socket = task.attempt?.socket;
    if (task.close()) this.world.closing.set(socket, frame);
  }

  hasClosed() {
    this.page.expect(this.world.closing.size === 0, 'CLOSE-2', 'the host was not told to close');
    this.world.closing.clear();
  }

  reconnect(step) {
    const entry = this.entry(step);
    if (!entry) return;
    const { signal } = entry.options;
    if (entry.canBegin && !signal?.aborted) {
      if (entry.task) entry.task.reconnect();
      else this.begin(entry);
    }
    this.willHearSignal(entry);
    const returned = entry.handle.reconnect();
    this.page.expect(returned === undefined, 'TASK', 'reconnect() returns something');
  }

  drainQueue(step) {
    const entry = this.entry(step);
    if (!entry) return;
    const waiting = entry.task?.waiting.map(({ data }) => data) ?? [];
    entry.task?.dropAll('withdrawn');
    const drained = entry.handle.drainQueue();
    const isRight = drained.length === waiting.length && drained.every((data, place) => data === waiting[place]);
    this.page.expect(isRight, 'QUEUE-5', `drainQueue() gives ${drained.length} messages of ${waiting.length}`);
  }

  configure(step) {
    const { page, world } = this;
    const decide = (call) => {
      page.defaults = configured(page.defaults, step.settings);
      page.isTuple = page.defaults.promiseStyle === 'tuple';
      call.decide({ ok: true });
    };
    this.make('configure', world.library.configure, { ...step.settings }, step, decide);
  }

  abort(step) {
    this.world.wishes.signals[step.signal]?.abort();
    this.hasClosed();
  }

  // Listeners

  /** A listener that is there already, or a new one. */
  on(step) {
    const { world } = this;
    const entry = this.entry(step);
    const kind = pick(entry ? TASK_KINDS : GLOBAL_KINDS, step.kind);
    const known = pick(world.pool, step.again);
    const listener = known ?? world.createListener(step.reaction);
    if (!known) world.pool.push(listener);
    world.listen(entry, kind, listener);
  }

  off(step) {
    const { world } = this;
    const entry = this.entry(step);
    const kind = pick(entry ? TASK_KINDS : GLOBAL_KINDS, step.kind);
    const listener = pick(world.pool, step.which);
    world.unlisten(entry, kind, listener);
    if (listener) return;
    if (entry) world.probe(entry, [kind]);
    else world.listen(undefined, kind, world.createListener());
  }

  /** EVT-2: from within an event, one that has still to hear it is removed. */
  dismiss() {
    const { entry, kind, rest } = this.page.dispatch;
    const next = rest.find((listener) => !listener.probes && entry.listeners[kind].includes(listener));
    if (next) this.world.unlisten(entry, kind, next);
  }

  /** CALL-5: the one thing that throws. */
  misuse(step) {
    const entry = this.entry(step);
    const functions = [
      ...(entry ? [entry.handle.onOpen, entry.handle.offClose] : []),
      this.world.uni.onSocketMessage,
      this.world.uni.offSocketError,
    ];
    const [wrong] = [[5], ['text'], [null], [{}]][step.kind % 4];
    let thrown;
    try {
      pick(functions, step.kind)(wrong);
    } catch (error) {
      thrown = error;
    }
    const words = 'Invalid args: type check failed for args "callback". Expected Function';
    this.page.expect(thrown?.message === words, 'CALL-5', `a listener that is none: ${thrown}`);
  }
}
