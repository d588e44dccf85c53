export { backend, install, uni } from 'uni-socket';
