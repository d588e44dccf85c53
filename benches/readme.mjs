// Which figures does the README show, in each of its languages? Those of docs/performance.md, to the digit, and the sizes of
// docs/sizes.md, to a tenth of a kilobyte.

import { tablesOf } from '../tests/support/markdown.mjs';

const COLUMNS = ['uni-socket', 'uni-app (H5)', 'Taro (H5)', 'reconnecting-websocket', 'partysocket', 'socket.io-client'];
/** Its script holds more than its sockets, so that it is called by another name there. */
const SCRIPTS = COLUMNS.map((name) => (name === 'uni-app (H5)' ? 'uni-app (H5), its sockets' : name));

const median = (cell) => cell.replace(/ \(.*/, '');
const traffic = (work) => (cell) => [cell(work, 'bare, again'), ...COLUMNS.map((name) => cell(work, name))];
const script = (cell) => ['', ...SCRIPTS.map((name) => cell(name, 'ms'))];
const heap = (cell) => ['', ...COLUMNS.map((name) => cell(name, 'over bare'))];

export const READMES = ['README.md', 'README.zh-CN.md'];

/** What a row is called in each, `%` being how far the bare WebSocket is from itself, and what is in it. */
const ROWS = [
  ['receive 64 B ² (bare again: %)', '接收 64 B ²（再测裸 WebSocket：%）', traffic('receive 64 B text')],
  ['send 64 B ² (bare again: %)', '发送 64 B ²（再测：%）', traffic('send 64 B text')],
  ['receive 64 B, no network ² (bare again: %)', '接收 64 B，不经网络 ²（再测：%）', traffic('receive 64 B text on a stub')],
  ['send 64 B, no network ² (bare again: %)', '发送 64 B，不经网络 ²（再测：%）', traffic('send 64 B text on a stub')],
  ['script to first call, ms', '脚本到首次调用，ms', script],
  ['heap of an idle socket, bytes over bare', '空闲连接的堆，比裸 WebSocket 多的字节', heap],
];

/** `text` with `rewrite(line)` in the place of the one line for which `isRow` holds. */
function withRow(readme, label, text, isRow, rewrite) {
  const lines = text.split('\n');
  if (lines.filter(isRow).length !== 1) throw new Error(`${readme} has no place for “${label}”`);
  return lines.map((line) => (isRow(line) ? rewrite(line) : line)).join('\n');
}

/**
 * The text of a README with the figures of a run.
 * @param report what docs/performance.md has of the run
 */
export function withFigures(readme, text, report) {
  const cell = tablesOf(report);
  return ROWS.reduce((rewritten, row) => {
    const label = row[READMES.indexOf(readme)];
    const figures = row.at(-1);
    const [bare, ...shown] = figures(cell).map(median);
    if (!shown[0]) throw new Error(`${readme}: the run has nothing for “${label}”`);
    const [begin, end = ''] = `| ${label} |`.split('%');
    const isRow = (line) => line.startsWith(begin) && line.includes(end);
    const line = `${begin}${label.includes('%') ? bare : ''}${end} ${shown.join(' | ')} |`;
    return withRow(readme, label, rewritten, isRow, () => line);
  }, text);
}

const SIZES = ['size, brotli ¹', '体积，brotli ¹'];
/** By the column of the README; the others are a part of a framework. */
const MEASURED = {
  1: '**uni-socket**',
  4: 'reconnecting-websocket 4.4.0',
  5: 'partysocket/ws 1.3.0',
  6: 'socket.io-client 4.8.4',
};

export const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/**
 * The text of a README with these sizes.
 * @param sizes what docs/sizes.md has
 */
export function withSizes(readme, text, sizes) {
  const cell = tablesOf(sizes);
  const label = SIZES[READMES.indexOf(readme)];
  const isRow = (line) => line.startsWith(`| ${label} |`);
  return withRow(readme, label, text, isRow, (line) => {
    const cells = line.split('|');
    for (const [column, name] of Object.entries(MEASURED)) {
      const bytes = cell(name, 'brotli');
      if (!bytes) throw new Error(`docs/sizes.md has nothing for ${name}`);
      cells[Number(column) + 1] = ` ${kilobytes(Number(bytes))} `;
    }
    return cells.join('|');
  });
}
