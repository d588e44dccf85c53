/**
 * The entry for mini-programs and apps: uni-socket on the host's own sockets, with the core as JavaScript. Everything but
 * `useHost` and `init` is as in the default entry.
 * @module uni-socket/mp
 */

export * from './index.js';
import type { Host } from './index.js';

/** What is needed of a mini-program's host, such as `wx`. */
export interface MiniProgramHost {
  /** Is given `url`, the options of connectSocket that the host has a place for, and callbacks. Returns a SocketTask. */
  connectSocket(options: any): any;
}

/**
 * Has the sockets to come made by `host`: a mini-program's (`wx`, `my`, `tt` and so on), where the one that is found by itself
 * is not the right one, or one with a class `WebSocket`. Throws a TypeError if it is neither.
 */
export function useHost(host: Host | MiniProgramHost): void;

/**
 * Goes on with the core as WebAssembly, from a file of the program's own package: a copy of this one's `dist/uni-socket.wasm` or
 * `dist/uni-socket.wasm.br`, by its path from the package's root on (`'/static/uni-socket.wasm.br'`). For hosts with
 * WXWebAssembly, TTWebAssembly or MYWebAssembly, and before the first `connectSocket` and `configure`; calls made until it is
 * fulfilled wait for it. Rejects where it cannot be loaded: then the core as JavaScript carries them out.
 */
export function init(options: { wasmPath: string }): Promise<void>;
