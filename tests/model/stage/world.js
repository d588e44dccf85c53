// What happens in a run? The package under test, with a page that does what the plan says (plan.js), a host and a clock that do so
// as well, and beside it the model (contract/), which is told of all that goes in and judges all that comes out.

import { DEFAULTS } from '../../support/kit.js';
import { createScriptedHost } from '../../support/scripted-host.js';
import { GLOBAL_KINDS, Page, TASK_KINDS } from '../contract/page.js';
import { OPEN } from '../contract/values.js';
import { Calls } from './calls.js';
import { Happenings } from './happenings.js';
import { PLAINLY } from './values.js';
import { Wishes } from './wishes.js';

/** Timers that may ring in one moment, or while time passes: with more it passes no further. */
const MOST_RINGS = 500;
/** More than enough for everything to end that has been told to. */
const LONG = 600_000;
const SOCKET_EVENTS = ['onopen', 'onmessage', 'onerror', 'onclose'];

const capital = (kind) => kind[0].toUpperCase() + kind.slice(1);
const macrotask = () => new Promise(setImmediate);

export class World {
  /** One for each connectSocket: the task as the page has it, and the model of it once it has begun. */
  entries = [];
  sockets = [];
  /** Calls that have not ended. */
  calls = [];
  /** What code of the page has thrown, which has to be reported. */
  thrown = [];
  /** What the host throws at the next URL, and at the next message. */
  refusal = undefined;
  breakdown = undefined;
  /** What it has left to send of each socket. */
  held = 0;
  /** What a call of `close` has to tell a socket, by socket. */
  closing = new Map();
  /** Listeners that the page has added. */
  pool = [];
  /** The page does nothing any more. */
  isEnding = false;

  /** @param stage the package, and what it sees of the world: surroundings.js */
  constructor(stage) {
    this.stage = stage;
    this.library = stage.library;
    this.uni = stage.library.uni;
    this.ids = stage.ids;
    this.page = new Page(stage.clock, stage.epoch);
    this.wishes = new Wishes(this);
    this.acts = new Calls(this);
    this.happenings = new Happenings(this);
    stage.world = this;
    stage.library.useHost(this.createHost());
    for (const what of ['visible', 'online']) stage.become(what);
    for (const kind of GLOBAL_KINDS) this.listen(undefined, kind, this.createListener());
  }

  get faults() {
    return this.page.faults;
  }

  expect(holds, rule, text) {
    return this.page.expect(holds, rule, text);
  }

  // The host

  createHost() {
    const world = this;
    const host = createScriptedHost();
    this.sockets = host.sockets;
    return {
      WebSocket: class extends host.WebSocket {
        constructor(url, protocols) {
          const refusal = world.refusal;
          world.refusal = undefined;
          const task = world.taskOf(url);
          task?.beginIfDue();
          if (refusal) {
            task?.refused();
            throw refusal;
          }
          super(url, protocols);
          this.bufferedAmount = world.held;
          world.made(this, task, protocols);
        }

        send(data) {
          super.send(data);
          world.handed(this, data);
        }

        close(code, reason) {
          super.close(code, reason);
          world.closed(this, code, reason);
        }
      },
    };
  }

  /** Each URL begins with the number of its task: `ws://host/7/2`. */
  taskOf(url) {
    return this.entries[Number(url.split('/')[3])]?.task;
  }

  made(socket, task, protocols) {
    const attempt = task?.attempt;
    if (!this.expect(attempt && !attempt.socket, 'CONN-8', `a socket too many: ${socket.url}`)) return;
    attempt.socket = socket;
    const { entry } = task;
    const url = task.answers ? task.answers.get(attempt.number)?.url : entry.options.url;
    this.expect(socket.url === url, 'CONN-1', `the host is given ${socket.url}, not ${url}`);
    this.expect(
      `${protocols}` === `${entry.options.protocols ?? undefined}`,
      'CONN-1',
      `the host is given the protocols ${protocols}`,
    );
  }

  handed(socket, data) {
    const task = this.taskOf(socket.url);
    const error = this.breakdown;
    this.breakdown = undefined;
    if (
      this.expect(
        task?.attempt?.socket === socket && task.state === OPEN,
        'SEND-2',
        'the host is given a message by a task that is not open',
      )
    ) {
      task.handed(data, error);
    }
    if (error) throw error;
  }

  closed(socket, code, reason) {
    const frame = this.closing.get(socket);
    if (frame) {
      this.closing.delete(socket);
      this.expect(code === frame.code && reason === frame.reason, 'CLOSE-1', `the host is told ${code} ${reason}`);
    } else {
      this.expect(code === undefined, 'CLOSE-2', `a socket is closed with ${code}`);
    }
  }

  // Listeners

  /** @param reaction what its code does: `{ calls, throws }` */
  createListener(reaction) {
    const listener = (event) => {
      if (listener.probes) this.page.begins(listener.probes.entry, listener.probes.kind, event);
      this.page.hears(listener, event);
      this.react(listener, reaction);
    };
    return listener;
  }

  /** Code of the page runs: not for ever, for it may lead to its running again. */
  react(runner, reaction) {
    if (!reaction || this.isEnding || (runner.runs = (runner.runs ?? 0) + 1) > 2) return;
    for (const step of reaction.calls) this.acts[step.do](step);
    if (reaction.throws) this.raise();
  }

  raise() {
    const error = new Error('thrown by the page');
    this.thrown.push(error);
    throw error;
  }

  /** @param entry whose; all tasks' if left out */
  listen(entry, kind, listener) {
    const lists = entry ? entry.listeners : this.page.listeners;
    lists[kind] = [...lists[kind], listener];
    const { handle } = entry ?? {};
    if (handle) handle[`on${capital(kind)}`](listener);
    else this.uni[`onSocket${capital(kind)}`](listener);
  }

  /** @param listener all if left out */
  unlisten(entry, kind, listener) {
    const lists = entry ? entry.listeners : this.page.listeners;
    lists[kind] = listener ? lists[kind].filter((other) => other !== listener) : [];
    const { handle } = entry ?? {};
    if (handle) handle[`off${capital(kind)}`](listener);
    else this.uni[`offSocket${capital(kind)}`](listener);
  }

  /** The first to hear an event: they know what is heard. */
  probe(entry, kinds = TASK_KINDS) {
    for (const kind of kinds) {
      const listener = this.createListener();
      listener.probes = { entry, kind };
      this.listen(entry, kind, listener);
    }
  }

  // Time

  /** Promises have their turn, and what fails by itself does so behind them: each when nothing else is under way. */
  async turn() {
    do await macrotask();
    while (this.wishes.failNext());
  }

  async settle() {
    for (let rings = 0; ; rings += 1) {
      await this.turn();
      if (!this.expect(rings < MOST_RINGS, 'CLOCK', 'it never ends') || !this.ring(this.page.now)) break;
    }
    this.check();
  }

  ring(time) {
    this.page.isRinging = true;
    this.page.rings += 1;
    const hasRung = this.stage.clock.ring(time);
    this.page.isRinging = false;
    return hasRung;
  }

  async pass(millis) {
    const end = this.page.now + millis;
    for (let rings = 0; rings < MOST_RINGS && this.ring(end); rings += 1) await this.turn();
  }

  // Steps

  /** Carries out a step at once, and gives back what has to be waited for before the next one, if anything. */
  step(step) {
    if (step.do === 'pass' || step.do === 'sleep' || step.do === 'answer') return this.slowly(step);
    if (step.do in this.happenings) this.happenings[step.do](step);
    else this.acts[step.do](step);
    return this.pause(step);
  }

  /** Nothing else is under way at these, and time passes for all alike. */
  async slowly(step) {
    await (step.do === 'answer' ? this.turn() : this.settle());
    if (step.do === 'pass') await this.pass(step.millis);
    if (step.do === 'sleep') this.happenings.sleep(step);
    if (step.do === 'answer') {
      this.happenings.answer(step);
      await this.turn();
    }
    await this.pause(step);
  }

  pause({ then }) {
    if (then === 'turn') return this.turn();
    return then === 'settle' ? this.settle() : undefined;
  }

  /** All is quiet: nothing is due. */
  check() {
    const { page } = this;
    page.endDispatch();
    this.calls = this.calls.filter((call) => !call.check());
    for (const { task, handle } of this.entries) {
      if (!task) continue;
      task.check(handle.stats(), handle.readyState);
      this.expect(handle.bufferedAmount === (task.attempt?.socket?.bufferedAmount ?? 0), 'TASK', 'bufferedAmount');
    }
    for (const socket of this.sockets) {
      if (this.taskOf(socket.url)?.attempt?.socket === socket) continue;
      const hears = SOCKET_EVENTS.filter((name) => socket[name]);
      this.expect(hears.length === 0, 'EVT-4', `a socket that is gone is still heard: ${hears}`);
      this.expect(socket.closed || socket.isOver, 'CONN-7', 'a socket that is gone is still open');
    }
    const { reported } = this.stage;
    const { thrown } = this;
    this.expect(
      thrown.length === reported.length && thrown.every((error, place) => reported[place] === error),
      'CALL-4',
      `${thrown.length} errors of the page were thrown, ${reported.length} reported: ${reported.map(String)}`,
    );
    thrown.length = reported.length = 0;
  }

  /** Everything is closed, and nothing is left of it. */
  async finish() {
    this.isEnding = true;
    await this.settle();
    while (this.wishes.pending.length > 0) await this.step({ do: 'answer', which: 0, isRight: true });
    await this.settle();
    for (const entry of this.entries) this.acts.close({ entry, dressing: PLAINLY });
    await this.settle();
    await this.pass(LONG);
    await this.settle();
    for (const kind of GLOBAL_KINDS) this.uni[`offSocket${capital(kind)}`]();
    for (const { handle } of this.entries) this.expect(handle.readyState === handle.CLOSED, 'CLOSE-3', 'a task is not closed');
    for (const { aborted, listeners } of this.wishes.signals.filter(Boolean)) {
      this.expect(aborted || listeners.length === 0, 'ABORT', 'a signal is still listened to');
    }
    this.expect(this.calls.length === 0, 'CALL-3', `${this.calls.length} calls have never ended`);
    this.expect(this.stage.clock.pending === 0, 'CLOCK', 'a timer is left');
    this.library.configure({ ...DEFAULTS, complete() {} });
    await this.turn();
  }
}
