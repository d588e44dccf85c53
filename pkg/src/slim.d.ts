// The entry that brings no core along. Everything but `init` is as in the default entry.

export * from './index.js';

/**
 * Starts the core from `uni-socket/uni-socket.wasm`: its address, a Response, its bytes, a compiled module, or a Promise of
 * any of them. Calls made before are recorded and carried out then. If it rejects, calls fail until an `init` succeeds.
 */
export function init(source: CoreSource | PromiseLike<CoreSource>): Promise<void>;

export type CoreSource = string | URL | Response | BufferSource | WebAssembly.Module;
