// Sockets that are held open, to see what they weigh.

import { contenders } from './contenders/all.js';
import { inLanes } from './in-lanes.js';

const held = [];
const memories = [];
const { Instance } = WebAssembly;

// To see how large their memories are.
WebAssembly.Instance = function (module, imports) {
  const instance = new Instance(module, imports);
  memories.push(...Object.values(instance.exports).filter((value) => value instanceof WebAssembly.Memory));
  return instance;
};

/** Resolves when so many idle sockets more are open. */
export async function hold(name, number, addresses) {
  const { connect } = await import(contenders[name].module);
  await inLanes(number, (i) => {
    const address = `${addresses[i % addresses.length].replace('http', 'ws')}/sink`;
    return new Promise((resolve) => held.push(connect(address, { onOpen: resolve, onMessage() {} })));
  });
}

export const wasmMemory = () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
