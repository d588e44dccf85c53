// What time is it, for the package under test? A clock that stands still until it is told to go on, and whose timers ring one at
// a time: between two of them a test lets Promises have their turn, as a browser does.

/** `{ now, pending, setTimeout, clearTimeout, ring }`; times in milliseconds. */
export function createClock() {
  const timers = new Map();
  let last = 0;

  const clock = {
    now: 1_000,
    /** Timers that have still to ring. */
    get pending() {
      return timers.size;
    },
    setTimeout(run, delay, ...rest) {
      timers.set(++last, { at: clock.now + delay, ring: () => run(...rest) });
      return last;
    },
    clearTimeout(id) {
      timers.delete(id);
    },
    clear: () => timers.clear(),
    /** The next timer that is due at `time` rings, at its own time; false if there is none: then it is `time`. */
    ring(time) {
      let next;
      for (const [id, timer] of timers) if (timer.at <= time && !(timer.at >= next?.timer.at)) next = { id, timer };
      clock.now = Math.max(clock.now, next ? next.timer.at : time);
      if (!next) return false;
      timers.delete(next.id);
      next.timer.ring();
      return true;
    },
    /** Time passes, and no timer rings: those that are due by then are late. */
    sleep(millis) {
      clock.now += millis;
    },
  };
  return clock;
}
