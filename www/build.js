// Which build of the package does the page run? It is used as any page would use it.

const ENTRIES = {
  wasm: '/pkg/dist/index.js',
  js: '/pkg/dist/js.js',
  development: '/pkg/dist/development/index.js',
};

/** What a program imports for it; a bundler or Node takes the development build by the condition `development`. */
export const specifierOf = (build) => (build === 'js' ? 'uni-socket/js' : 'uni-socket');

/** Resolves the library once calls are carried out at once. */
export async function loadBuild(build) {
  const library = await import(ENTRIES[build] ?? ENTRIES.wasm);
  await library.ready;
  return library;
}
