// What is alive in a page, once its garbage is collected? Counted through DevTools: objects of the browser, bytes, and what the
// package itself holds on to.

const GROUP = 'census';

/**
 * Resolves a function that takes a census of `page`, one of raw-chromium.mjs.
 * @param witness an expression for any function of the package: the variables of its module are reached through it
 */
export async function openCensus(page, witness) {
  await page.ask('Performance.enable');
  const object = async (expression) => {
    const { result } = await page.ask('Runtime.evaluate', { expression, objectGroup: GROUP });
    return result.objectId;
  };
  const value = async (objectId, functionDeclaration) => {
    const { result } = await page.ask('Runtime.callFunctionOn', { objectId, functionDeclaration, returnByValue: true });
    return result.value;
  };

  /** How many objects have this prototype, those of a class that extends it left out; garbage is not among them. */
  async function count(prototype) {
    const prototypeObjectId = await object(prototype);
    const { objects } = await page.ask('Runtime.queryObjects', { prototypeObjectId, objectGroup: GROUP });
    return value(objects.objectId, 'function () { return this.filter((one) => !Object.hasOwn(one, "constructor")).length; }');
  }

  /** The variables of the package's module, as a debugger would show them. */
  async function moduleScope() {
    const { internalProperties } = await page.ask('Runtime.getProperties', { objectId: await object(witness) });
    const scopes = internalProperties.find(({ name }) => name === '[[Scopes]]').value;
    const { result } = await page.ask('Runtime.getProperties', { objectId: scopes.objectId, ownProperties: true });
    return result.find((scope) => scope.value?.description === 'Module').value.objectId;
  }

  return async () => {
    // Every connection that fails is a line there, and each line is kept.
    await page.ask('Log.clear');
    await page.ask('Runtime.discardConsoleEntries');
    const bytes = await bytesUsed(page);
    const sockets = await count('WebSocket.prototype');
    const promises = await count('Promise.prototype');
    const held = await value(await moduleScope(), heldByModule.toString());
    await page.ask('Runtime.releaseObjectGroup', { objectGroup: GROUP });
    const { metrics } = await page.ask('Performance.getMetrics');
    const listeners = metrics.find(({ name }) => name === 'JSEventListeners').value;
    return { sockets, promises, listeners, ...held, bytes };
  };
}

/**
 * In the page: what there is in the variables of the module. `handles` is how many values of JavaScript the core holds, in
 * the list that wasm-bindgen's glue keeps for it: a free place there holds the number of the next one. `entries` are those of
 * all other collections: tasks, alarms, global listeners, calls that wait.
 */
function heldByModule() {
  const held = { handles: 0, entries: 0, memory: 0 };
  for (const value of Object.values(this.object)) {
    const members = Object.values(Object(value));
    const memory = members.find((member) => member?.buffer instanceof ArrayBuffer && 'grow' in member);
    if (memory) held.memory = memory.buffer.byteLength;
    else if (Array.isArray(value) && value.length > 1_000)
      held.handles = value.filter((place) => typeof place !== 'number').length;
    else if (value instanceof Map) held.entries += value.size;
    else for (const list of [value, ...members]) if (Array.isArray(list)) held.entries += list.length;
  }
  return held;
}

/**
 * Of a page, after collecting garbage: JavaScript's heap, the browser's own objects, and buffers. Twice: what the heap and the
 * browser's objects hold of each other goes one after the other.
 */
export async function bytesUsed(page) {
  await page.ask('HeapProfiler.collectGarbage');
  await page.ask('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = await page.ask('Runtime.getHeapUsage');
  return usedSize + embedderHeapUsedSize + backingStorageSize;
}
