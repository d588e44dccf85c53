// What comes between a call and its function? `uni.addInterceptor` (ICEPT).

import { invoke, report } from './outcome.js';

const HOOKS = ['invoke', 'success', 'fail', 'complete', 'returnValue'];
const EVERY = '*';

/** `{ key, hook, own }`: for which function, when, and what; in the order in which they came. */
let interceptors = [];

const keyed = (name, interceptor) => (typeof name === 'string' ? [name, interceptor] : [EVERY, name]);

export function addInterceptor(name, interceptor) {
  const [key, hooks] = keyed(name, interceptor);
  for (const hook of HOOKS) {
    const own = hooks && hooks[hook];
    if (typeof own === 'function' && !hooked(key, hook).includes(own)) interceptors.push({ key, hook, own });
  }
}

/** Without an interceptor: all of that name. */
export function removeInterceptor(name, interceptor) {
  const [key, hooks] = keyed(name, interceptor);
  interceptors = interceptors.filter((other) => other.key !== key || (hooks && hooks[other.hook] !== other.own));
}

const hooked = (key, hook) => interceptors.filter((other) => other.key === key && other.hook === hook).map(({ own }) => own);

/**
 * `run`, with the interceptors of `api` around it. It is called at once, and answers at once: where an `invoke` has still
 * to say something, `run` is given a Promise of the options to wait for, which resolves to `false` for a call that is
 * cancelled. (uni-app's own leaves such a call pending for ever.)
 */
export function intercepted(api, run) {
  return (options) => {
    // A page without any is not to pay for them.
    if (interceptors.length === 0) return run(options);
    const hooks = Object.fromEntries(HOOKS.map((hook) => [hook, [...hooked(EVERY, hook), ...hooked(api, hook)]]));
    if (HOOKS.every((hook) => hooks[hook].length === 0)) return run(options);
    let args;
    try {
      args = { ...options };
    } catch {
      // What cannot be read is for the function itself to report.
      return run(options);
    }
    const answer = ask(hooks.invoke, args);
    const later = answer === args ? undefined : Promise.resolve(answer);
    const returned = observed((heard) => run(heard, later), args, hooks);
    return hooks.returnValue.reduce((value, hook) => attempt(hook, value) || value, returned);
  };
}

/** One `invoke` after the other: the options, `false`, or from the first that answers with a Promise on, a Promise of that. */
function ask([first, ...rest], args) {
  if (!first) return args;
  const answered = attempt(first, args);
  if (answered === false) return false;
  if (!answered || typeof answered.then !== 'function') return ask(rest, args);
  return Promise.resolve(answered).then(
    (resolved) => resolved !== false && ask(rest, Object(resolved) === resolved ? resolved : args),
  );
}

/** Hears the result before the caller does. */
function observed(run, args, hooks) {
  const hear = (kind) => (result) => [...hooks[kind], ...hooks.complete].forEach((hook) => invoke(hook, result));
  const heard = { success: hear('success'), fail: hear('fail') };
  const isCallback = (name) => typeof args[name] === 'function';
  if (['success', 'fail', 'complete'].some(isCallback)) {
    const around = (kind) => (result) => {
      heard[kind](result);
      if (isCallback(kind)) args[kind](result);
    };
    return run({ ...args, success: around('success'), fail: around('fail') });
  }
  const returned = run(args);
  returned.then((result) => {
    // A tuple (RES-5) holds either.
    const [failure, success] = Array.isArray(result) ? result : [undefined, result];
    if (failure) heard.fail(failure);
    else heard.success(success);
  }, heard.fail);
  return returned;
}

function attempt(hook, value) {
  try {
    return hook(value);
  } catch (error) {
    report(error);
    return undefined;
  }
}
