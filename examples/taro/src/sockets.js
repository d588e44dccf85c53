// The entry for mini-programs; for H5 Taro takes sockets.h5.js in its place.
export { backend, install, uni } from 'uni-socket/mp';
