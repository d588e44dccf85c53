// A socket that lives as long as the component that asks for it.

import { uni } from 'uni-socket';
import { onScopeDispose, ref } from 'vue';

/**
 * @param options those of `uni.connectSocket`
 * @param onMessage is given each message: a string or an ArrayBuffer
 */
export function useSocket(options, onMessage) {
  const state = ref('connecting');
  const task = uni.connectSocket({ reconnect: true, fail: console.error, ...options });

  task.onOpen(() => (state.value = 'open'));
  task.onReconnecting(() => (state.value = 'reconnecting'));
  task.onClose(({ code, reason }) => (state.value = `closed: ${code} ${reason}`));
  task.onMessage(({ data }) => onMessage(data));
  onScopeDispose(() => task.close());

  return {
    state,
    /** Resolves when the message is handed to the browser; rejects if it cannot be. */
    send: (data) => task.send({ data }),
  };
}
