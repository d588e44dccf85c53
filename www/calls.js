// How is a call made, and how does it end? In the style that the form is set to.

/** What `configure` is to be told for a style with Promises (RES-5). */
const PROMISE_STYLES = { promise: 'reject', tuple: 'tuple' };

/**
 * Returns `call(results, method, options, tell)`, which calls `method` with the options, for callbacks or for a Promise, tells
 * how it ended, by which way and with what, and returns what the method returned. `results` is 'callbacks', 'promise' or
 * 'tuple'; `tell` is given `(way, result)`, where a failure's result is an Error.
 * @param configure the library's
 */
export function createCall(configure) {
  let configured = PROMISE_STYLES.promise;

  return function call(results, method, options, tell) {
    const promiseStyle = PROMISE_STYLES[results];
    if (!promiseStyle) return callBack(method, options, tell);
    if (configured !== promiseStyle) configure({ promiseStyle });
    configured = promiseStyle;
    const promise = method(options);
    if (results === 'tuple') promise.then(([error, result]) => (error ? tell('[err]', error) : tell('[null, res]', result)));
    else {
      promise.then(
        (result) => tell('resolved', result),
        (error) => tell('rejected', error),
      );
    }
    return promise;
  };
}

function callBack(method, options, tell) {
  let first;
  return method({
    ...options,
    success: () => {
      first = 'success';
    },
    fail: () => {
      first = 'fail';
    },
    complete: (result) => tell(`${first}, complete`, result),
  });
}
