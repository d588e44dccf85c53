// What may a program rely on, beyond one task? Which is the current one (GLOBAL-1), who hears an event and in what order (EVT-2),
// what a call may ask for (RES-4). Whatever is not as it should be is noted in `faults`, and the run goes on: code of the package
// lies between here and the test, and would take what is thrown for the page's own.

import { DEFAULTS } from '../../support/kit.js';
import { Task } from './task.js';
import { CODE } from './values.js';

const KINDS = ['open', 'message', 'error', 'close'];
export const TASK_KINDS = [...KINDS, 'reconnecting', 'drain'];
export const GLOBAL_KINDS = KINDS;

export const noListeners = () => Object.fromEntries(TASK_KINDS.map((kind) => [kind, []]));

export class Page {
  faults = [];
  /** Those that connectSocket has accepted, oldest first. */
  tasks = [];
  /** Of `uni.onSocket…`. */
  listeners = noListeners();
  /** What `configure` has said so far. */
  defaults = DEFAULTS;
  isTuple = false;
  isHidden = false;
  isOffline = false;
  /** When it came back last. */
  backAt = -Infinity;
  /** What `Math.random` gives. Never 0: without any delay, what fails again and again would do so in no time. */
  chance = 0.5;
  /** What the page is just sending: `{ call, data, size }`. */
  sending = undefined;
  /** A timer rings: what was due by the clock when it began has happened. And how many have rung. */
  isRinging = false;
  rings = 0;
  /** The event under way: `{ event, entry, kind, rest }`, those who have still to hear it last. */
  dispatch = { rest: [] };

  constructor(clock, epoch) {
    this.clock = clock;
    this.epoch = epoch;
  }

  get now() {
    return this.clock.now;
  }

  get isAway() {
    return this.isHidden || this.isOffline;
  }

  expect(holds, rule, text) {
    if (!holds) this.faults.push(`${rule}: ${text}`);
    return Boolean(holds);
  }

  /** GLOBAL-1 */
  current() {
    return this.tasks.find((task) => task.isLive);
  }

  /** A call has ended that had still to be decided: its message waited. */
  explain(call, { errCode }) {
    const task = this.tasks.find(({ waiting }) => waiting.some((message) => message.call === call));
    if (this.isRinging) task?.elapse();
    else if (errCode === CODE.timedOut) task?.expire();
    if (!call.outcome) task?.explain();
    if (!call.outcome) task?.judgeByCode();
  }

  /** connectSocket has been accepted. @param entry of world.js */
  begin(entry) {
    const task = new Task(this, entry);
    this.tasks.push(task);
    this.tasks.sort((a, b) => a.number - b.number);
    task.begin();
    return task;
  }

  /** RETRY-5 @param change 'hidden', 'visible', 'resumed', 'offline', 'online' */
  lifecycle(change) {
    // Out of the cache into the background: it is not back yet.
    if (change === 'resumed' && this.isHidden) return;
    const wasAway = this.isAway;
    if (change === 'offline' || change === 'online') this.isOffline = change === 'offline';
    else this.isHidden = change === 'hidden';
    const isBack = !this.isAway && (wasAway || change === 'resumed');
    if (isBack) this.backAt = this.now;
    for (const task of this.tasks) task.lifecycle(isBack);
  }

  /** EVT-2: an event begins with the first listener of its task. */
  begins(entry, kind, event) {
    const { task } = entry;
    this.endDispatch();
    if (!this.expect(task, 'CONN-4', `${kind} of a task that never began`)) return;
    task.hears(kind, event);
    const isHeardGlobally = this.current() === task || task.owesGlobally > 0;
    const shared = isHeardGlobally && GLOBAL_KINDS.includes(kind) ? this.listeners[kind] : [];
    this.dispatch = { event, entry, kind, rest: [...task.listeners[kind], ...shared] };
    if (kind === 'close' && task.owesGlobally > 0) task.owesGlobally -= 1;
  }

  hears(listener, event) {
    const { dispatch } = this;
    const next = dispatch.rest.shift();
    this.expect(next === listener, 'EVT-2', 'a listener hears out of turn');
    this.expect(dispatch.event === event, 'EVT-2', 'a listener is given another object');
  }

  endDispatch() {
    this.expect(this.dispatch.rest.length === 0, 'EVT-2', `${this.dispatch.rest.length} listeners have not heard an event`);
    this.dispatch = { rest: [] };
  }
}
