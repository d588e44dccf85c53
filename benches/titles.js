// What are figures called, in tables and on the page? (Contenders say their titles themselves.)

/** What of a work is measured; a work that says nothing of it gives `each`. */
export const valueTitles = {
  thread: 'main thread',
  p50: 'median',
  p99: '99th percentile',
  wait: 'a call',
  flush: 'handing over',
};

/** What the evaluation of every other script is a ratio of. */
export const SCRIPT_BASELINE = 'socket.io';

export const scriptTitles = {
  'socket.io': 'socket.io-client',
  'socket.io-again': 'socket.io-client, again',
  'uni-socket': 'uni-socket',
  'uni-socket-tag': 'uni-socket, script tag',
  'uni-socket-js': 'uni-socket/js',
  'uni-h5': 'uni-app (H5), its sockets',
  reconnecting: 'reconnecting-websocket',
  partysocket: 'partysocket',
};
