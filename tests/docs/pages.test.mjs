// Is what the documentation names there? Links and their places, commands, rules, settings of a proxy.

import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { transformSync } from 'esbuild';
import { contractRules } from '../support/rules.mjs';
import { ALL_PAGES, nodesOf, programsOf, ROOT, textOf, TOOLS, USER_PAGES } from './support/pages.mjs';

const NGINX = process.env.NGINX ?? '/usr/sbin/nginx';
const run = promisify(execFile);
const blocks = (language) => USER_PAGES.flatMap(programsOf).filter((program) => program.language === language);

test('each link leads to a page, and to a heading on it', async () => {
  const modules = join(TOOLS, 'node_modules');
  const validate = `${join(modules, 'remark-validate-links/index.js')}=repository:false`;
  const remark = [
    join(modules, 'remark-cli/cli.js'),
    '--frail',
    '--quiet',
    '--no-stdout',
    '--no-config',
    '--use',
    validate,
    ...ALL_PAGES,
  ];
  const { stderr } = await run(process.execPath, remark, { cwd: ROOT }).catch((error) => error);
  assert.equal(stderr.trim(), '');
});

/** The scripts of npm that a page is about: those of the package beside it. */
function scriptsBeside(page) {
  const manifest = join(ROOT, dirname(page), 'package.json');
  return existsSync(manifest) ? Object.keys(JSON.parse(readFileSync(manifest, 'utf8')).scripts ?? {}) : [];
}

test('each command is one of the project’s, installs the package, or is a script of the one beside the page', () => {
  const help = execFileSync('cargo', ['xtask', '--help'], { cwd: ROOT, encoding: 'utf8' });
  const own = [...help.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
  const isKnown = (page, line) => {
    const [, command] = /^cargo xtask ([a-z]+)/.exec(line) ?? [];
    const [, script] = /^npm (?:run )?([a-z]+)/.exec(line) ?? [];
    return own.includes(command) || /^npm install( uni-socket)?$/.test(line) || scriptsBeside(page).includes(script);
  };
  const lines = blocks('sh').flatMap(({ name, code }) => code.split('\n').map((line) => [name, line.replace(/ *#.*/, '')]));
  assert.deepEqual(
    lines.filter(([name, line]) => line && !isKnown(name.split(':')[0], line)),
    [],
  );
});

test('each rule that a page names is one of the contract', () => {
  const rules = contractRules();
  const areas = new Set(rules.map((rule) => rule.split('-')[0]));
  for (const page of ALL_PAGES) {
    const named = [...textOf(page).matchAll(/\b([A-Z]{2,})-(\d+)\b/g)]
      .filter(([, area]) => areas.has(area))
      .map(([rule]) => rule);
    assert.deepEqual(
      named.filter((rule) => !rules.includes(rule)),
      [],
      page,
    );
  }
});

test('each code is in the table of errors, and each in the table is one', () => {
  const [, typed] = /errCode: ([\d| ]+);/.exec(textOf('pkg/src/index.d.ts'));
  const inTable = [...textOf('docs/errors.md').matchAll(/^\| (\d+) \|/gm)].map(([, code]) => code);
  assert.deepEqual(
    inTable,
    typed.split(' | ').sort((one, other) => inTable.indexOf(one) - inTable.indexOf(other)),
  );
  const named = USER_PAGES.flatMap((page) => textOf(page).match(/\b(60[029]\d{3}|1000[12])\b/g) ?? []);
  assert.deepEqual(
    [...new Set(named)].filter((code) => !inTable.includes(code)),
    [],
  );
});

test('nginx takes the settings for it', async () => {
  const settings = blocks('nginx');
  assert.ok(settings.length > 0);
  const folder = mkdtempSync(join(tmpdir(), 'nginx-'));
  try {
    for (const { code } of settings) {
      const file = join(folder, 'nginx.conf');
      writeFileSync(file, `pid ${folder}/pid;\nerror_log ${folder}/error.log;\nevents {}\nhttp { server { ${code}\n } }\n`);
      await run(NGINX, ['-t', '-p', folder, '-c', file, '-e', join(folder, 'error.log')]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const TRANSLATED = USER_PAGES.filter((name) => name.endsWith('.zh-CN.md')).map((page) => [
  page.replace('.zh-CN.md', '.md'),
  page,
]);

test('each page has its other language where it says so', () => {
  for (const [english, page] of TRANSLATED) {
    const links = nodesOf(english, 'link').map(({ url }) => url);
    assert.ok(links.includes(page.split('/').at(-1)), `${english} does not lead to ${page}`);
  }
});

/** What the two languages may not differ in: all but comments, and the texts in a program. */
const withoutWords = ({ language, where, code }) => {
  if (language !== 'js') return [language, code.replace(/ *#.*/g, '')];
  const { code: bare } = transformSync(code, { minifyWhitespace: true, logOverride: { 'assign-to-import': 'silent' } });
  return [language, where, bare.replace(/(["`]).*?\1/gs, '…')];
};

const form = (page) => ({
  headings: nodesOf(page, 'heading').map(({ depth }) => depth),
  // A list may be a table in the other language: what is counted is what there is to be said.
  items: nodesOf(page, ['list', 'table']).map(({ type, children }) => children.length - Number(type === 'table')),
  programs: programsOf(page).map(withoutWords),
});

for (const [english, page] of TRANSLATED) {
  test(`${page} has the sections, items and programs of ${english}`, () => assert.deepEqual(form(page), form(english)));
}

test('what the contract names is named in Chinese as well', () => {
  const [english, chinese] = ['docs/contract.md', 'docs/contract.zh-CN.md'].map((page) =>
    nodesOf(page, 'inlineCode').map(({ value }) => value),
  );
  assert.deepEqual(
    english.filter((name) => !chinese.includes(name)),
    [],
  );
});
