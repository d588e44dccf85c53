// How does the selected socket stand? Its phase in words, what it waits for, and its numbers.

import { describeFields, duration, grouped } from './describe.js';
import { meaningOf } from './close-codes.js';
import { t } from './i18n.js';
import { addText, setText } from './text.js';

/**
 * @param elements `{ place, phase, phaseNote, countdown, stats }`: `place` is hidden while no socket is selected
 * @returns `show(socket, now)`
 */
export function createSelected({ place, phase, phaseNote, countdown, stats }) {
  const numbers = new Map();

  function show(socket, now) {
    place.hidden = socket === undefined;
    if (!socket) return;
    const { task, waiting } = socket;
    const current = socket.phases.current();
    phase.dataset.phase = current.phase;
    const [said, note] = PHASES[current.phase](socket, now - current.from, task.stats());
    setText(phase, said);
    setText(phaseNote, note);
    countdown.hidden = waiting === undefined;
    if (waiting) {
      countdown.max = Math.max(waiting.delay, 1);
      countdown.value = now - waiting.at;
    }
    for (const [name, value] of Object.entries({ ...task.stats(), bufferedAmount: task.bufferedAmount })) {
      if (!numbers.has(name)) numbers.set(name, addNumber(name));
      setText(numbers.get(name), shown(name, value));
    }
  }

  function addNumber(name) {
    const group = document.createElement('div');
    stats.append(group);
    addText(group, 'dt', '', name);
    return addText(group, 'dd', '');
  }

  return { show };
}

/** What is said, and what is said of it in small. */
const PHASES = {
  connecting: (_, time, { attempts }) => [
    t('Connecting for {time}', { time: duration(time) }),
    t('attempt number {attempts}', { attempts }),
  ],
  open: ({ task }, time, { opens }) => [
    t('Open for {time}', { time: duration(time) }),
    [t('opened so far: {opens} ×', { opens }), task.protocol && t('subprotocol {name}', { name: task.protocol })]
      .filter(Boolean)
      .join(' · '),
  ],
  waiting({ waiting: { attempt, delay, cause } }, time) {
    const left = delay - time;
    return [
      // A hidden page, or one without a network, waits for more than the time.
      left > 0
        ? t('Attempt {attempt} in {left}', { attempt, left: `${(left / 1000).toFixed(1)} s` })
        : t('Attempt {attempt} once the page is visible and online', { attempt }),
      meaning(cause),
    ];
  },
  closing: (_, time) => [t('Closing for {time}', { time: duration(time) }), t('until the peer answers, or closeTimeout passes')],
  closed: (_, __, { lastClose }) => [t('Closed'), lastClose ? meaning(lastClose) : t('it was never tried')],
};

const meaning = ({ code }) => `${code} · ${meaningOf(code)}`;

function shown(name, value) {
  if (value === null) return '–';
  if (name === 'connectedAt') return new Date(value).toLocaleTimeString('en-GB');
  if (name === 'roundTrip') return duration(value);
  if (typeof value === 'number') return grouped(value);
  return typeof value === 'object' ? describeFields(value) || '–' : String(value);
}
