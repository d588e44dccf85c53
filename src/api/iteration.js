// How does one loop over messages? `for await (const { data } of task)`.

import { failure } from './outcome.js';

const QUEUE_OVER_LIMIT = 10001;
/** Messages that an iteration may fall behind before it is ended. */
const LIMIT = 1024;

/**
 * Messages as they come, until the task closes; after an `error` the iteration throws it. Leaving the loop closes the
 * task, and so does falling behind by more than LIMIT messages: what cannot be kept is not dropped in silence.
 */
export function iterate(task) {
  const iterator = messagesOf(task);
  const leave = iterator.return;
  iterator.return = (value) => {
    // Also before the first message was asked for, and while one is waited for.
    task.close();
    return leave.call(iterator, value);
  };
  return iterator;
}

async function* messagesOf(task) {
  const messages = [];
  let error;
  let ended = task.readyState === task.CLOSED;
  let wake = () => {};
  const onMessage = (event) => {
    if (messages.length < LIMIT) messages.push(event);
    else onError(failure('asyncIterator:fail over the limit of 1024 messages', QUEUE_OVER_LIMIT));
    wake();
  };
  const onError = (cause) => {
    error = error || cause;
    wake();
  };
  const onClose = () => {
    ended = true;
    wake();
  };
  task.onMessage(onMessage);
  task.onError(onError);
  task.onClose(onClose);
  try {
    for (;;) {
      if (messages.length > 0) yield messages.shift();
      else if (error) throw error;
      else if (ended) return;
      else
        await new Promise((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    task.offMessage(onMessage);
    task.offError(onError);
    task.offClose(onClose);
    task.close();
  }
}
