// `window.report`: what has come out of the page so far, for whoever opened it. Made before anything that can fail.

window.report = { ended: false, tests: [], strays: [], errors: [] };

/** Notes what is thrown past everything in a page; before the first test there is nobody to wait for. */
window.noteErrors = (realm) => {
  const note = (error) => {
    window.report.errors.push(String(error?.stack ?? error));
    if (!window.report.begun) window.report.ended = true;
  };
  // In the capture phase: a script that cannot be loaded tells nobody else.
  const why = ({ error, message, target }) => error ?? message ?? `${target.src} cannot be loaded`;
  realm.addEventListener('error', (event) => note(why(event)), true);
  // Not at once: a test that expects a rejection says so behind this listener, in Chromium.
  realm.addEventListener('unhandledrejection', (event) => setTimeout(() => event.defaultPrevented || note(event.reason)));
};
window.noteErrors(window);
