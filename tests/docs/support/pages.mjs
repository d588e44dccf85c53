// What pages does the documentation have, and what is in them?

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Where xtask/src/tools.rs has installed what reads them. */
export const TOOLS = join(ROOT, 'target/docs/');

const require = createRequire(TOOLS);
const tool = (name) => import(pathToFileURL(require.resolve(name)));
const [{ unified }, { default: remarkParse }, { default: remarkGfm }, { visit }] = await Promise.all(
  ['unified', 'remark-parse', 'remark-gfm', 'unist-util-visit'].map(tool),
);
const markdown = unified().use(remarkParse).use(remarkGfm);

/** All of the repository's own, by their paths from its root on. */
export const ALL_PAGES = [
  ...pagesIn('.', false),
  'pkg/README.md',
  ...['.github', 'docs', 'examples'].flatMap((folder) => pagesIn(folder, true)),
];

/** Those that are written for users: each block of code in them is tried. */
export const USER_PAGES = ALL_PAGES.filter((page) => /^(pkg\/|examples\/.*)?README\b|^docs\//.test(page));

function pagesIn(folder, recursive) {
  const entries = readdirSync(join(ROOT, folder), { recursive, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.md'));
  const paths = files.map((file) => relative(ROOT, join(file.parentPath ?? file.path, file.name)));
  return paths.filter((path) => !path.includes('node_modules')).sort();
}

export const textOf = (page) => readFileSync(join(ROOT, page), 'utf8');

/** Every node of that type, or of one of those types, in a page, as Markdown’s syntax tree has it. */
export function nodesOf(page, type) {
  const nodes = [];
  visit(markdown.parse(textOf(page)), type, (node) => {
    nodes.push(node);
  });
  return nodes;
}

/**
 * The blocks of code of a page, as `{ name, language, where, code }`. Behind the language may stand where it runs, if not in
 * a page (`node`; `server`: in Node, until it is ended), and `continued`, for what goes on with the program of the block before.
 */
export function programsOf(page) {
  const programs = [];
  for (const { lang: language, meta, value, position } of nodesOf(page, 'code')) {
    const words = meta?.split(' ') ?? [];
    if (words.includes('continued')) programs.at(-1).code += `\n\n${value}`;
    else programs.push({ name: `${page}:${position.start.line}`, language, where: words[0] ?? 'page', code: value });
  }
  return programs.flatMap(preprocessed);
}

/** What uni-app's preprocessor leaves of a program: one for H5, and one for what is not H5. */
function preprocessed(program) {
  if (!program.code.includes('// #if')) return [program];
  return [true, false].map((isH5) => ({
    ...program,
    name: `${program.name}${isH5 ? '' : ', not H5'}`,
    code: program.code.replace(/^\/\/ #(ifn?def) H5\n([^]*?)^\/\/ #endif$/gm, (_, how, kept) =>
      (how === 'ifdef') === isH5 ? kept : '',
    ),
  }));
}
