// Are the figures that the pages show those of the commands which they name?

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { kilobytes, READMES, withFigures, withSizes } from '../../benches/readme.mjs';
import { measure } from '../../pkg/sizes.mjs';
import { tablesOf } from '../support/markdown.mjs';
import { contractRules } from '../support/rules.mjs';
import { ROOT, textOf } from './support/pages.mjs';

const sizes = tablesOf(textOf('docs/sizes.md'));
const sizeOf = (row) => kilobytes(Number(sizes(row, 'brotli')));

for (const readme of READMES) {
  const text = textOf(readme);

  test(`${readme}: speeds, of docs/performance.md (cargo xtask bench --record)`, () => {
    assert.equal(text, withFigures(readme, text, textOf('docs/performance.md')));
  });

  test(`${readme}: sizes, of docs/sizes.md (cargo xtask sizes --record)`, () => {
    assert.equal(text, withSizes(readme, text, textOf('docs/sizes.md')));
    const { brotli } = measure(readFileSync(join(ROOT, 'pkg/dist/index.js')));
    assert.equal(sizeOf('**uni-socket**'), kilobytes(brotli), 'what is built');
  });

  test(`${readme}: versions, of what is measured`, () => {
    const { dependencies } = JSON.parse(textOf('benches/package.json'));
    const called = { '@tarojs/taro-h5': 'Taro', '@dcloudio/uni-h5': 'uni-app' };
    const versions = Object.entries(dependencies).map(([name, version]) => `${called[name] ?? name} ${version}`);
    assert.deepEqual(
      versions.filter((version) => !text.includes(version)),
      [],
    );
  });

  test(`${readme}: how many rules there are`, () => {
    const [, count] = /\[(\d+)[^\]]*\]\(docs\/contract(?:\.zh-CN)?\.md\)/.exec(text);
    assert.equal(Number(count), contractRules().length);
  });
}

for (const page of ['docs/guides/migrating.md', 'docs/guides/migrating.zh-CN.md']) {
  test(`${page}: sizes of others, of docs/sizes.md`, () => {
    const shown = textOf(page).match(/[\d.]+ kB/g);
    assert.deepEqual(shown, ['reconnecting-websocket 4.4.0', 'robust-websocket 1.0.0', 'sockette 2.0.6'].map(sizeOf));
  });
}
