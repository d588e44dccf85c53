// What time is it, and how is one woken? An alarm a task.

/** By a clock that is never set, where the host has one. */
export const now = () => (typeof performance === 'object' ? performance : Date).now();

const timeouts = new Map();
let wake;

/** Has `wake(id)` called when an alarm rings. */
export function onAlarm(listener) {
  wake = listener;
}

/** Rings after `delay` milliseconds; in the place of the alarm that `id` has. */
export function setAlarm(id, delay) {
  clearAlarm(id);
  timeouts.set(id, setTimeout(ring, delay, id));
}

export function clearAlarm(id) {
  clearTimeout(timeouts.get(id));
  timeouts.delete(id);
}

function ring(id) {
  timeouts.delete(id);
  wake(id);
}
