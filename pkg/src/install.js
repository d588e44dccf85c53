// How does a page that has a `uni` already get these functions?

import { uni } from '#shells';

/**
 * Puts the socket functions of this package on `target`, in place of those that it has.
 * Without an argument that is the page's own `uni`.
 */
export function install(target = globalThis.uni) {
  // Interceptors of a page's own `uni` are for all of its functions: those stay.
  const { addInterceptor, removeInterceptor, ...sockets } = uni;
  return Object.assign(target, sockets);
}
