// What is said of a run? Tables in Markdown, on the terminal and in docs/performance.md alike.

import { table } from '../tests/support/markdown.mjs';
import { BASELINE, CONTROL, contenders } from './contenders/all.js';
import { scriptTitles, valueTitles } from './titles.js';

const OURS = ['uni-socket', 'uni-socket-js', 'uni-h5'];
const OTHERS = ['taro', 'reconnecting', 'partysocket', 'gloo'];
const WITH_SUCCESS = ['bare-promise', 'uni-socket', 'uni-socket-success', 'uni-h5', 'uni-h5-success'];

export function tables({ rows, evaluation, heap }) {
  const withSuccess = rows.filter(({ entries }) => entries['uni-socket-success']);
  return [
    ['### uni-socket and uni-app', traffic(rows, OURS)],
    ['### The others', traffic(rows, OTHERS)],
    ['### Sending: a Promise, `success`, or nothing', traffic(withSuccess, WITH_SUCCESS)],
    ['### From a script to something that can be called', evaluated(evaluation)],
    ['### The heap of an idle socket', weights(heap)],
  ]
    .filter(([, table]) => table)
    .map((parts) => parts.join('\n\n'))
    .join('\n\n');
}

function traffic(rows, names) {
  if (rows.length === 0) return '';
  const titles = [CONTROL, ...names].map((name) => (name === CONTROL ? 'bare, again' : contenders[name].title));
  return table(
    ['', 'bare, µs', ...titles],
    rows.map(({ work, value, entries }) => [
      value === 'each' ? work : `${work}: ${valueTitles[value]}`,
      microseconds(entries[BASELINE].value.median),
      ...[CONTROL, ...names].map((name) => ratio(entries[name], entries[CONTROL])),
    ]),
  );
}

/** `*`: both quartiles lie beyond those of the control. */
function ratio(entry, control) {
  if (!entry) return '';
  const { median, low, high } = entry.ratio;
  const mark = entry !== control && isClaimed(entry, control) ? ' *' : '';
  return `${number(median)} (${number(low)}–${number(high)})${mark}`;
}

export const isClaimed = ({ ratio }, control) => ratio.low > control.ratio.high || ratio.high < control.ratio.low;

function evaluated([row]) {
  if (!row) return '';
  const control = row.entries['socket.io-again'];
  return table(
    ['', 'ms', 'to socket.io-client'],
    Object.entries(row.entries).map(([name, entry]) => [scriptTitles[name], number(entry.value.median), ratio(entry, control)]),
  );
}

function weights(heap) {
  return table(
    ['', 'bytes', 'over bare', 'memory of wasm', 'grown by'],
    Object.entries(heap).map(([name, { bytes, over, wasm, growth }]) => [
      contenders[name].title,
      bytes.median.toFixed(0),
      `${over.median.toFixed(0)} (${over.low.toFixed(0)}–${over.high.toFixed(0)})`,
      ...[wasm, growth].map((size) => (wasm > 0 ? `${size / 1024} KiB` : '')),
    ]),
  );
}

const number = (value) => value.toFixed(2);
const microseconds = (ms) => (ms >= 1 ? (ms * 1000).toFixed(0) : (ms * 1000).toPrecision(3));
