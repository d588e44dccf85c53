// How do throughput and round trips develop? Two charts over the same time as the strip, drawn by uPlot.

import { duration } from './describe.js';
import { t, words } from './i18n.js';
import { addText, addWords, setText } from './text.js';

const UPLOT = '/node_modules/uplot/dist/uPlot.esm.js';
const HEIGHT = 64;
/** Of the axis of time, which only the last one has. */
const TIME = 20;
/** Of the y axis; the strip begins where the plots do (history.css). */
const AXIS = 48;
const RIGHT = 12;

const CHARTS = [
  {
    title: words('Messages a second'),
    lines: [
      { key: 'received', title: words('received'), shown: (value) => value.toFixed(0) },
      { key: 'sent', title: words('sent'), shown: (value) => value.toFixed(0), dash: [4, 3] },
    ],
    tick: (value) => (value >= 1_000 ? `${value / 1_000}k` : String(value)),
  },
  {
    title: words('Round trip'),
    lines: [{ key: 'roundTrip', title: words('median'), shown: duration }],
    tick: (value) => (value >= 1_000 ? `${value / 1_000} s` : `${value} ms`),
  },
];

/** Resolves `{ show(series, from, to) }`; fills `place`. The window is in seconds. */
export async function createCharts(place) {
  const library = await import(UPLOT).catch(() => undefined);
  if (!library) {
    addWords(place, 'p', 'hint', words('There are no charts: uPlot, of the repository’s node_modules, could not be loaded.'));
    return { show() {} };
  }
  const charts = CHARTS.map((chart, i) => addChart(place, library.default, chart, i === CHARTS.length - 1));
  return {
    show: (series, from, to) => charts.forEach((chart) => chart.show(series, from, to)),
  };
}

const ago = (seconds) => (Math.round(seconds) === 0 ? t('now') : `−${Math.round(seconds)} s`);

function addChart(place, UPlot, { title, lines, tick }, hasTime) {
  const height = HEIGHT + (hasTime ? TIME : 0);
  const figure = addText(place, 'figure', 'chart');
  const caption = addText(figure, 'figcaption', '');
  addWords(caption, 'span', '', title);
  const readings = lines.map(({ title: name, key }) => {
    const reading = addText(caption, 'span', `reading ${key}`);
    addWords(reading, 'span', '', name);
    return addText(reading, 'output', '');
  });
  const canvas = addText(figure, 'div', 'plot');
  canvas.role = 'img';
  // Asked at each drawing: the theme may change, and a canvas knows no variables of CSS.
  const colourOf = (element) => () => getComputedStyle(element).color;
  const muted = colourOf(caption);
  const line = () => getComputedStyle(figure).borderTopColor;
  const axis = { stroke: muted, font: '11px system-ui', grid: { stroke: line, width: 1 }, ticks: { show: false } };
  let bounds = { from: 0, to: 1 };

  const plot = new UPlot(
    {
      width: 300,
      height,
      padding: [6, RIGHT, hasTime ? 0 : 6, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false, auto: false }, y: { range: (_, __, most) => [0, Math.max(1, (most ?? 0) * 1.1)] } },
      axes: [
        {
          ...axis,
          size: hasTime ? TIME : 0,
          gap: 2,
          splits: () => [1, 2, 3].map((third) => bounds.from + ((bounds.to - bounds.from) * third) / 3),
          values: (_, splits) => splits.map((at) => (hasTime ? ago(bounds.to - at) : '')),
        },
        { ...axis, size: AXIS, gap: 4, space: 26, values: (_, splits) => splits.map(tick) },
      ],
      series: [
        {},
        ...lines.map(({ dash }, i) => {
          const stroke = colourOf(readings[i].parentElement);
          return { stroke, dash, width: 1.5, points: { size: 3, fill: stroke } };
        }),
      ],
    },
    [[], ...lines.map(() => [])],
    canvas,
  );
  new ResizeObserver(() => {
    if (canvas.clientWidth > 0) plot.setSize({ width: canvas.clientWidth, height });
  }).observe(canvas);

  function show(series, from, to) {
    bounds = { from, to };
    plot.setData([series.time, ...lines.map(({ key }) => series[key])], false);
    plot.setScale('x', { min: from, max: to });
    lines.forEach(({ key, shown }, i) => {
      const last = series[key].at(-1) ?? null;
      setText(readings[i], last === null ? '–' : shown(last));
    });
    canvas.ariaLabel = caption.textContent;
  }

  return { show };
}
