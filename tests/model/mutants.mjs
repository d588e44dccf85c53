// Would the model notice? The package is broken in one place after the other (mutants.js) and run against the model:
//   node tests/model/mutants.mjs [part of a name]
// What is broken in a shell takes seconds: the JavaScript build is bundled anew from what `cargo xtask build` has left behind. What is
// broken in Rust takes minutes: a copy of the repository, in target/model-mutants, is built.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { mutants } from './mutants.js';
import { runPlans } from './runs.mjs';

const RUNS = 4_000;
const SEED = 1;

const root = fileURLToPath(new URL('../../', import.meta.url));
const copy = join(root, 'target/model-mutants');

function broken({ name, file, from, to }, source) {
  if (source.split(from).length !== 2) throw new Error(`${name}: ${file} does not have this once: ${from}`);
  return source.replace(from, () => to);
}

/** Path of a build with a shell that is broken. */
async function withShell(mutant) {
  const core = join(root, 'target/package/production');
  const [snippets] = readdirSync(join(core, 'snippets'));
  const source = join(core, 'snippets', snippets);
  const outfile = join(copy, 'js.js');
  const breaks = {
    name: mutant.name,
    setup: ({ onLoad }) =>
      onLoad({ filter: /\.js$/ }, ({ path }) =>
        path === join(source, mutant.file) ? { contents: broken(mutant, readFileSync(path, 'utf8')) } : undefined,
      ),
  };
  await build({
    entryPoints: [join(root, 'pkg/src/js.js')],
    bundle: true,
    format: 'esm',
    outfile,
    alias: {
      '#glue': join(core, 'uni_socket_bg.js'),
      '#shells': join(source, 'src/api/uni.js'),
      '#core-as-js': join(core, 'core-as-js.js'),
    },
    define: { 'import.meta.DEVELOPMENT': 'false' },
    plugins: [breaks],
  });
  return outfile;
}

/** Path of a build of a crate that is broken. */
function withCore(mutant) {
  for (const file of execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n')) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(root, file), join(copy, file));
  }
  if (!existsSync(join(copy, 'node_modules'))) symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const path = join(copy, mutant.file);
  writeFileSync(path, broken(mutant, readFileSync(path, 'utf8')));
  execFileSync('cargo', ['xtask', 'build'], { cwd: copy, stdio: ['ignore', 'ignore', 'pipe'] });
  return join(copy, 'pkg/dist/index.js');
}

const wanted = mutants.filter(({ name }) => name.includes(process.argv[2] ?? ''));
let missed = 0;
for (const mutant of wanted) {
  const entry = mutant.file.endsWith('.js') ? await withShell(mutant) : withCore(mutant);
  const { failures, sequences } = await runPlans({ entry, runs: RUNS, seed: SEED, withoutExamples: true });
  missed += failures.length === 0;
  const [what] = failures.map(({ message }) => message.split('\n')[0].slice(0, 100));
  console.log(`${mutant.name}: ${what ? `noticed (${what})` : `NOT NOTICED in ${sequences} sequences`}`);
}
console.log(`${wanted.length - missed} of ${wanted.length} were noticed.`);
process.exitCode = missed > 0 ? 1 : 0;
