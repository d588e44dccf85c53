// A socket in Rust, by gloo-net: benches/gloo.

import { connect as connectSocket, initSync } from '/benches/dist/gloo/uni_socket_bench_gloo.js';

const wasm = await fetch('/benches/dist/gloo/uni_socket_bench_gloo_bg.wasm');
initSync({ module: await wasm.arrayBuffer() });

export const connect = (url, { onOpen, onMessage }) => connectSocket(url, onOpen, onMessage);
