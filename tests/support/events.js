// Ways to wait for the events of a task and for the result of a call.

export const KINDS = ['open', 'message', 'error', 'close'];
/** What only a task tells, and only if that was asked for. */
const OPT_IN_KINDS = ['reconnecting', 'drain'];

const capital = (kind) => kind[0].toUpperCase() + kind.slice(1);

/** The next event of this kind. */
export function next(task, kind) {
  return new Promise((resolve) => {
    const listener = (event) => {
      task[`off${capital(kind)}`](listener);
      resolve(event);
    };
    task[`on${capital(kind)}`](listener);
  });
}

/** The `open` event; rejects when an `error` comes instead, so that the reason is seen. */
export function opened(task) {
  return new Promise((resolve, reject) => {
    const settled = (settle) => (event) => {
      task.offOpen(onOpen);
      task.offError(onError);
      settle(event);
    };
    const onOpen = settled(resolve);
    const onError = settled(reject);
    task.onOpen(onOpen);
    task.onError(onError);
  });
}

/** A list that grows with each event, as `{ kind, event }`; its `kinds` are the names alone. */
export function record(uni, task) {
  const heard = [];
  for (const kind of task ? [...KINDS, ...OPT_IN_KINDS] : KINDS) {
    const listener = (event) => heard.push({ kind, event });
    if (task) task[`on${capital(kind)}`](listener);
    else uni[`onSocket${capital(kind)}`](listener);
  }
  Object.defineProperty(heard, 'kinds', { get: () => heard.map(({ kind }) => kind) });
  return heard;
}

/** The next event of this kind that `isRight`. */
export function nextThat(task, kind, isRight) {
  return new Promise((resolve) => {
    const listener = (event) => {
      if (!isRight(event)) return;
      task[`off${capital(kind)}`](listener);
      resolve(event);
    };
    task[`on${capital(kind)}`](listener);
  });
}

/**
 * Makes a call in callback mode. Resolves once `complete` has run, with the callbacks that ran (the list grows if more do),
 * what they were given and what the call returned.
 */
export function settle(call, options) {
  return new Promise((resolve) => {
    const ran = [];
    const results = [];
    const note = (name) => (result) => {
      ran.push(name);
      results.push(result);
    };
    const noteComplete = note('complete');
    let returned;
    returned = call({
      ...options,
      success: note('success'),
      fail: note('fail'),
      complete: (result) => {
        noteComplete(result);
        resolve({ ran, results, result, returned });
      },
    });
    ran.push('returned');
  });
}
