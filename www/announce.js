// What is worth saying aloud? A status is read out by screen readers: at most one a second, the newest.

const REST = 1_000;

/** @returns `announce(text)`, for a `role="status"` */
export function createAnnouncer(status) {
  let next;
  let resting = false;

  function announce(text) {
    next = text;
    if (!resting) say();
  }

  function say() {
    resting = next !== undefined;
    if (!resting) return;
    status.textContent = next;
    next = undefined;
    setTimeout(say, REST);
  }

  return announce;
}
