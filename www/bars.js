// How is a comparison shown? A bar for each contender, as long as its ratio, with its quartiles, and a line at 1.

import { grouped } from './describe.js';
import { addText } from './text.js';

/** Where the longest bar may end; what is beyond has its number. */
const LONGEST = 3;

/**
 * Appends a chart to `parent`, and returns it.
 * @param title none for the one chart below a heading
 * @param bars `[{ label, ratio: { median, low, high }, ours }]`
 */
export function addBars(parent, title, bars) {
  const chart = addText(parent, 'div', 'bars');
  if (title) addText(chart, 'h3', '', title);
  const list = addText(chart, 'dl', '');
  const end = Math.min(LONGEST, Math.max(1.5, ...bars.map(({ ratio }) => ratio.high)));
  const percent = (value) => `${(100 * Math.min(value, end)) / end}%`;
  for (const { label, ratio, ours } of bars) {
    addText(list, 'dt', '', label).title = label;
    const track = addText(list, 'dd', 'track');
    addText(track, 'div', `bar-of${ours ? ' ours' : ''}`).style.width = percent(ratio.median);
    const spread = addText(track, 'div', 'spread');
    spread.style.left = percent(ratio.low);
    spread.style.right = `${100 - parseFloat(percent(ratio.high))}%`;
    addText(track, 'div', 'one').style.left = percent(1);
    addText(list, 'dd', 'value', shown(ratio.median));
  }
  return chart;
}

/** A large number is wide enough without a fraction. */
const shown = (ratio) => (ratio < 100 ? ratio.toFixed(2) : grouped(Math.round(ratio)));
