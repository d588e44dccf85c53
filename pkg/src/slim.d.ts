/**
 * The entry that brings no core along. Everything but `init` is as in the default entry.
 * @module uni-socket/slim
 */

export * from './index.js';

/**
 * Starts the core from `uni-socket/uni-socket.wasm`: its address, a Response, its bytes, a compiled module, or a Promise of
 * any of them. Calls made before are recorded and carried out then. If it rejects, calls fail until an `init` succeeds.
 */
export function init(source: CoreSource | PromiseLike<CoreSource>): Promise<void>;

/** Where the core comes from: the address of `uni-socket.wasm`, a Response with it, its bytes, or a compiled module. */
export type CoreSource = string | URL | Response | BufferSource | WebAssembly.Module;
