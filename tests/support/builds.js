/** The entry of each build of the package, as the server serves it. */
export const builds = { wasm: '/pkg/dist/index.js', js: '/pkg/dist/js.js' };
