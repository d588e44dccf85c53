// How large is it? Every file of the package that holds code, measured in one way, which benches/peers uses too. By itself
// it describes the default entry, as JSON, for `cargo xtask sizes`:
//   node pkg/sizes.mjs <folder of wasm-bindgen's output for production>

import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const pkg = dirname(fileURLToPath(import.meta.url));
const dist = join(pkg, 'dist');
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };

export const measure = (content) => ({
  raw: content.length,
  gzip: gzipSync(content, { level: 9 }).length,
  brotli: brotliCompressSync(content, BROTLI).length,
});

/** Of each file in pkg/dist that holds code. */
export function entries() {
  const names = readdirSync(dist, { recursive: true }).filter((name) => /(?<!\.d)\.(js|cjs|wasm)$/.test(name));
  return names.sort().map((name) => ({ name, ...measure(readFileSync(join(dist, name))) }));
}

/** As a table that can be put into a document. */
export function print(title, rows) {
  const cells = rows.map(({ name, raw, gzip, brotli }) => [name, raw, gzip, brotli].map(String));
  const width = Math.max(title.length, ...cells.map(([name]) => name.length));
  const line = ([name, ...numbers]) => `| ${[name.padEnd(width), ...numbers.map((n) => n.padStart(7))].join(' | ')} |`;
  console.log(`\n${line([title, 'raw', 'gzip', 'brotli'])}`);
  console.log(`|${'-'.repeat(width + 2)}|${'--------:|'.repeat(3)}`);
  for (const row of cells) console.log(line(row));
}

function defaultEntry(bindgen) {
  const { outputs } = JSON.parse(readFileSync(join(bindgen, 'bundled.js.json'), 'utf8'));
  const [, { inputs }] = Object.entries(outputs).find(([name]) => name.endsWith('/index.js'));
  const entry = readFileSync(join(dist, 'index.js'), 'utf8');
  // The module as text is the one string that is longer than all the rest.
  const [text] = entry.match(/"[^"]{9999,}"/) ?? [];
  if (!text) throw new Error('index.js holds the module in another form than expected');
  return {
    ...measure(readFileSync(join(dist, 'index.js'))),
    brotliWithoutModule: measure(Buffer.from(entry.replace(text, () => '""'))).brotli,
    brotliOfModule: measure(readFileSync(join(dist, 'uni-socket.wasm'))).brotli,
    inputs: Object.fromEntries(Object.entries(inputs).map(([path, { bytesInOutput }]) => [path, bytesInOutput])),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(defaultEntry(process.argv[2])));
