// Who is compared? By name: what a table calls it, and the address of its module. All but one are in every work that
// they can do; what they cannot is said by `can`.

const own = (file) => `/benches/contenders/${file}`;
/** What `bundle.mjs` makes of the packages. */
const bundled = (file) => `/benches/dist/${file}`;

/** What every other contender is a ratio of. */
export const BASELINE = 'bare';
/** The same once more: how far its ratio is from 1 is what the machine does to a measurement. */
export const CONTROL = 'control';

const EVERYTHING = ['listeners', 'sockets'];

export const contenders = {
  bare: { title: 'bare WebSocket', module: own('bare.js'), can: [...EVERYTHING, 'queue'] },
  control: { title: 'bare WebSocket, again', module: own('bare.js?control'), can: [...EVERYTHING, 'queue'] },
  'bare-promise': { title: 'bare and a Promise', module: own('bare-promise.js'), can: ['success'] },
  'uni-socket': { title: 'uni-socket', module: own('uni-socket.js'), can: [...EVERYTHING, 'queue'] },
  'uni-socket-success': { title: 'uni-socket, `success`', module: own('uni-socket-success.js'), can: ['success'] },
  'uni-socket-js': { title: 'uni-socket/js', module: own('uni-socket-js.js'), can: [...EVERYTHING, 'queue'] },
  'uni-h5': { title: 'uni-app (H5)', module: bundled('uni-h5.js'), can: EVERYTHING },
  'uni-h5-success': { title: 'uni-app (H5), `success`', module: bundled('uni-h5-success.js'), can: ['success'] },
  // At most five sockets, and one listener each.
  taro: { title: 'Taro (H5)', module: bundled('taro.js'), can: [] },
  reconnecting: { title: 'reconnecting-websocket', module: bundled('reconnecting.js'), can: [...EVERYTHING, 'queue'] },
  partysocket: { title: 'partysocket', module: bundled('partysocket.js'), can: [...EVERYTHING, 'queue'] },
  // One listener.
  gloo: { title: 'gloo-net (Rust)', module: own('gloo.js'), can: ['sockets'] },
};

/** The names of those that can do `work`, the baseline first. */
export function contendersOf({ needs, alsoWithSuccess = false }) {
  return Object.entries(contenders)
    .filter(([, { can }]) => (can.includes('success') ? alsoWithSuccess : !needs || can.includes(needs)))
    .map(([name]) => name);
}
