// The entry for browsers on H5, the one for mini-programs and apps everywhere else.
// #ifdef H5
export { backend, install, uni as sockets } from 'uni-socket';
// #endif
// #ifndef H5
export { backend, install, uni as sockets } from 'uni-socket/mp';
// #endif
