/** The builds of the package: the entry of each, as the server serves it, and the core that it runs on. */
export const builds = {
  wasm: { entry: '/pkg/dist/index.js', backend: 'wasm' },
  js: { entry: '/pkg/dist/js.js', backend: 'js' },
  development: { entry: '/pkg/dist/development/index.js', backend: 'wasm' },
};
