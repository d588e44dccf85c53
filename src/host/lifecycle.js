// What does a page go through? Without a document (a worker) there is less to hear, and no harm in that.

import { watchHost } from './sockets.js';

let on;
let isWatching = false;
/** What a mini-program's host has said last: it cannot be asked, as a page can. */
const told = { hidden: false, offline: false };

/** Has `listener(kind)` called at every change: 0 hidden, 1 visible, 2 resumed (back/forward cache, freeze), 3 offline, 4 online. */
export function onLifecycle(listener) {
  on = listener;
}

/** From the first task on that has to know, for as long as the page lives. */
export function watchLifecycle() {
  if (isWatching) return;
  isWatching = true;
  watchHost((kind) => {
    if (kind < 2) told.hidden = kind === 0;
    else told.offline = kind === 3;
    on(kind);
  });
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

export const isHidden = () => told.hidden || (typeof document === 'object' && document.hidden);

export const isOffline = () => told.offline || (typeof navigator === 'object' && navigator.onLine === false);
