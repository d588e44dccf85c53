// What do others take, measured as the package's own entries are? `cargo xtask sizes` installs them and calls this:
//   node benches/peers/measure.mjs <folder that they are installed in>

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { entries, measure, print } from '../../pkg/sizes.mjs';

const [folder] = process.argv.slice(2);

// Of a package with a default export that one, of the others all: how much of it can be shaken off depends on the page.
const DEFAULT = [
  'sockette',
  'robust-websocket',
  'partysocket/ws',
  'partysocket',
  'reconnecting-websocket',
  'websocket-as-promised',
  'socket.io-client',
  'pusher-js',
  'mqtt',
];
const NAMED = [
  'websocket-ts',
  '@rails/actioncable',
  'graphql-ws/client',
  '@stomp/stompjs',
  'phoenix',
  'rpc-websockets',
  'centrifuge',
];

async function bundle(contents) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    write: false,
    logLevel: 'warning',
  });
  return outputFiles[0].contents;
}

const versions = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).dependencies;
const withVersion = (name) => {
  const owner = Object.keys(versions).find((known) => name === known || name.startsWith(`${known}/`));
  return `${name} ${versions[owner]}`;
};

const ours = Object.fromEntries(entries().map((entry) => [entry.name, entry]));
// What a page loads for it is two files.
const slim = Object.fromEntries(
  ['raw', 'gzip', 'brotli'].map((kind) => [kind, ours['slim.js'][kind] + ours['uni-socket.wasm'][kind]]),
);
const rows = [
  { ...ours['index.js'], name: '**uni-socket**' },
  { ...slim, name: '**uni-socket/slim** and its module' },
];
for (const name of DEFAULT) {
  rows.push({ name: withVersion(name), ...measure(await bundle(`export { default } from '${name}';`)) });
}
for (const name of NAMED) {
  rows.push({ name: withVersion(name), ...measure(await bundle(`export * from '${name}';`)) });
}
print(
  'Peers, in bytes',
  rows.sort((a, b) => a.brotli - b.brotli),
);
