// How is a project bundled? By the tool's own program, in `dist`, with nothing set that is about the package.

import assert from 'node:assert/strict';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './program.mjs';
import { freshProject } from './project.mjs';

const webpack = (mode) => ['webpack-cli/bin/cli.js', 'build', './main.js', `--mode=${mode}`];
const rspack = (mode) => ['@rspack/cli/bin/rspack.js', 'build', '--entry=./main.js', `--mode=${mode}`];
const esbuild = (...options) => ['esbuild/bin/esbuild', 'main.js', '--bundle', '--outdir=dist', ...options];

/** Where the tool does not write the page, `script` is how the page loads what comes out. */
export const BUNDLERS = {
  vite: { tool: 'vite', mode: 'build', command: ['vite/bin/vite.js', 'build'] },
  webpack: { tool: 'webpack', mode: 'production', command: webpack('production'), script: 'defer' },
  webpackInDevelopment: { tool: 'webpack', mode: 'development', command: webpack('development'), script: 'defer' },
  rspack: { tool: '@rspack/core', mode: 'production', command: rspack('production'), script: 'defer' },
  rspackInDevelopment: { tool: '@rspack/core', mode: 'development', command: rspack('development'), script: 'defer' },
  rollup: {
    tool: 'rollup',
    mode: 'with node-resolve',
    command: ['rollup/dist/bin/rollup', 'main.js', '--plugin=node-resolve', '--dir=dist'],
    script: 'type="module"',
  },
  esbuild: { tool: 'esbuild', mode: 'one file', command: esbuild(), script: 'defer' },
  esbuildSplitting: {
    tool: 'esbuild',
    mode: 'splitting',
    command: esbuild('--splitting', '--format=esm'),
    script: 'type="module"',
  },
  parcel: {
    tool: 'parcel',
    mode: 'build',
    command: ['parcel/lib/bin.js', 'build', 'index.html', '--no-autoinstall', '--cache-dir=cache'],
  },
};

/**
 * Bundles tests/consumers/projects/`sources`, without a warning, and returns the folder of what came out.
 * @param main the file of it that is to be main.js
 */
export async function bundle({ tool, mode, command, script }, sources, main = 'main.js') {
  const name = [sources, main, tool, mode].join('-').replace(/\W+/g, '-');
  const project = freshProject(name, sources);
  renameSync(join(project, main), join(project, 'main.js'));
  assert.doesNotMatch(await runTool(project, ...command), /warn/i);
  const dist = join(project, 'dist');
  if (script) {
    const page = readFileSync(join(project, 'index.html'), 'utf8');
    writeFileSync(join(dist, 'index.html'), page.replace('type="module"', script));
  }
  return dist;
}
