// What has been seen to work? One row each, printed behind the last test of a file.

import { after } from 'node:test';
import { browser } from '../../support/stage.mjs';
import { versionOf } from './project.mjs';

const rows = [];

/** @param tool what is shown with its version: `node`, `chromium`, or one of the installed tools */
export function passed(tool, how, backend) {
  const own = { node: process.versions.node, chromium: browser.version() };
  rows.push([`${tool} ${own[tool] ?? versionOf(tool)}`, how, backend]);
}

after(() => {
  for (const [tool, how, backend] of rows) console.log(`  ${tool.padEnd(24)}${how.padEnd(56)}${backend}`);
});
