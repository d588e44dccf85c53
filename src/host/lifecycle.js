// What does a page go through? Without a document (a worker) there is less to hear, and no harm in that.

let on;

/** Has `listener(kind)` called at every change: 0 hidden, 1 visible, 2 resumed (back/forward cache, freeze), 3 offline, 4 online. */
export function onLifecycle(listener) {
  on = listener;
}

export function watchLifecycle() {
  // A page may be thawed before it is shown, or without: then it is visible, or not, in its own time.
  const resumed = () => isHidden() || on(2);
  if (typeof document === 'object') {
    document.addEventListener('visibilitychange', () => on(document.hidden ? 0 : 1));
    document.addEventListener('resume', resumed);
  }
  if (typeof addEventListener === 'function') {
    addEventListener('pageshow', ({ persisted }) => persisted && resumed());
    addEventListener('offline', () => on(3));
    addEventListener('online', () => on(4));
  }
}

export const isHidden = () => typeof document === 'object' && document.hidden;

export const isOffline = () => typeof navigator === 'object' && navigator.onLine === false;
