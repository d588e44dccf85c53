// How is a call made, and how does it end? In the style that the form is set to.

/**
 * Calls `method` with the options, for callbacks or for a Promise, and tells how it ended: by which way, and with what.
 * @param results 'callbacks' or 'promise'
 * @param tell `(way, result)`; a failure's result is an Error
 * @returns what the method returned
 */
export function call(results, method, options, tell) {
  if (results === 'promise') {
    const promise = method(options);
    promise.then(
      (result) => tell('resolved', result),
      (error) => tell('rejected', error),
    );
    return promise;
  }
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
