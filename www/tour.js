// How does one see it heal, without knowing it? A tour: it fills the form as a person would, connects, disturbs the network
// twice, and says what happens.

import { duration } from './describe.js';
import { t } from './i18n.js';

const STEP = 50;
/** What a person needs to read a sentence and look at what it says. */
const LOOK = 4_000;
/** What ends a tour that does not get on. */
const PATIENCE = 30_000;

/** What the forms are set to. */
export const SETTINGS = {
  url: '/echo',
  reconnect: 'true',
  'reconnect.initialDelay': '1500',
  'reconnect.jitter': 'equal',
  heartbeat: 'true',
  'heartbeat.interval': '1000',
  'heartbeat.timeout': '1000',
  'heartbeat.isReply': 'ping',
  queue: 'true',
  timeout: '3000',
};

/**
 * @param acts `{ begin(), mode(name), cut(name), unanswered() }`: `begin` connects with SETTINGS, starts traffic and returns the
 *   socket; `unanswered` is how many of its messages had no answer when the connection was lost
 * @param say `(text)`, empty when it is over
 */
export function createTour({ acts, say, onChange }) {
  let running;

  async function run(isCancelled) {
    const look = () => pause(LOOK, isCancelled);
    const socket = acts.begin();
    const { task } = socket;
    const isOpen = (times) => () => task.stats().opens === times && task.readyState === task.OPEN;
    const until = (isSo) => waitFor(isSo, () => isCancelled() || task.readyState === task.CLOSED);

    await until(isOpen(1));
    say(t('Connected. Messages go there and back, and a heartbeat asks every second whether the peer is still there.'));
    await look();

    acts.cut('reset');
    const lost = performance.now();
    await until(() => socket.waiting !== undefined);
    say(
      t(
        'The connection was broken off. The library waits, a little longer each time and partly by chance, and tries again; meanwhile messages wait in its queue.',
      ),
    );
    await until(isOpen(2));
    const away = duration(performance.now() - lost);
    say(t('Open again after {away}. What waited has been sent, in order, and nothing twice.', { away }));
    await look();

    acts.mode('stalled');
    say(
      t(
        'Now the network has gone silent: nothing arrives, and nobody is told. A bare WebSocket would stay “open” for minutes. The heartbeat will notice.',
      ),
    );
    await until(() => socket.waiting !== undefined);
    say(
      t(
        'No answer to the heartbeat: given up as 4408. {count} messages were on their way; whether they arrived nobody can tell. The network is back, and the next attempt is waited for.',
        { count: acts.unanswered() },
      ),
    );
    acts.mode('normal');
    await until(isOpen(3));
    say(
      t(
        'Healed twice, by the library alone; the program is under “Code”. Everything is yours to try: change options, disturb the network, look at the messages.',
      ),
    );
  }

  async function start() {
    const own = {};
    running = own;
    onChange();
    try {
      await run(() => running !== own);
    } catch {
      // It was stopped, or its socket was.
      if (running === own) say('');
    }
    if (running === own) running = undefined;
    onChange();
  }

  return {
    start,
    stop() {
      running = undefined;
      say('');
      onChange();
    },
    isRunning: () => running !== undefined,
  };
}

async function pause(time, isOver) {
  const end = performance.now() + time;
  await waitFor(() => performance.now() >= end, isOver);
}

/** Rejects if it is over before. */
async function waitFor(isSo, isOver) {
  const end = performance.now() + PATIENCE;
  while (!isSo()) {
    if (isOver() || performance.now() > end) throw new Error('the tour is over');
    await new Promise((resolve) => setTimeout(resolve, STEP));
  }
}
