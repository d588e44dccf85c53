// No library, and yet a Promise of a result for each message, as uni-app's API owes it where no callback is given: what of
// the cost of `send` is the API's.

import { connect as connectBare } from './bare.js?promise';

export function connect(url, listeners) {
  const { send, ...rest } = connectBare(url, listeners);
  return {
    ...rest,
    send(data) {
      send(data);
      return Promise.resolve({ errMsg: 'sendSocketMessage:ok' });
    },
  };
}
