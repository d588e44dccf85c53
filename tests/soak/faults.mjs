// What befalls the connections, and the pages? By chance, from a seed; the faults of single connections are in page.js.

const wait = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

/** `[weight, [name, befall]]`; `befall({ random, network, page, openBeside })` resolves when it is over. */
export const FAULTS = [
  wire('connections reset', 4, () => ({ to: 'open', fate: 'reset' })),
  wire('connections reset within a message', 3, (random) => ({
    to: 'open',
    fate: 'reset',
    direction: anyOf(random),
    after: random.below(50_000),
  })),
  wire('connections ended without a close frame', 3, (random) => ({ to: 'open', fate: 'close', direction: anyOf(random) })),
  wire('connections half open', 3, (random) => ({ to: 'open', fate: 'swallow', ...sometimes(random) })),
  wire('a network that stalls', 3, (random) => ({ fate: 'stall', ...sometimes(random) }), 1_500),
  wire(
    'a slow network',
    3,
    (random) => ({ latency: random.below(200), jitter: random.below(100), seed: random.below(1_000) }),
    3_000,
  ),
  wire('a network of small packets', 2, (random) => ({ slice: random.between(50, 2_000) }), 2_000),
  wire('a network that resets whatever comes', 2, () => ({ fate: 'reset' }), 1_000),
  wire('a network that is dead', 2, () => ({ fate: 'swallow' }), 1_000),
  [2, ['a server that is away', away]],
  [2, ['a hidden page', hidden]],
  [2, ['a page that is offline', offline]],
  [1, ['a page that is frozen', frozen]],
];

const anyOf = (random) => random.pick(['up', 'down']);
const sometimes = (random) => random.pick([{}, { direction: 'up' }, { direction: 'down' }]);

/** @param most how long it lasts at most, in milliseconds; what is done to open connections only is not taken back */
function wire(name, weight, faults, most = 0) {
  return [
    weight,
    [
      name,
      async ({ random, network }) => {
        await network.change(faults(random));
        if (most === 0) return;
        await wait(random.between(most / 10, most));
        await network.change({});
      },
    ],
  ];
}

async function away({ random, network }) {
  await network.close();
  await wait(random.between(100, 1_000));
  await network.open();
}

async function hidden({ random, page, openBeside }) {
  const other = await openBeside();
  await page.until(() => document.hidden);
  await wait(random.between(100, 2_500));
  await page.toFront();
  await page.until(() => !document.hidden);
  await other.close();
}

async function offline({ random, page }) {
  // For as long as it is needed: Chromium reports each message meanwhile.
  await page.ask('Network.enable');
  await page.network(true);
  await wait(random.between(200, 2_000));
  await page.network(false);
  await page.ask('Network.disable');
}

async function frozen({ random, page, openBeside }) {
  const other = await openBeside();
  await page.until(() => document.hidden);
  await page.freeze();
  await wait(random.between(100, 1_000));
  await page.thaw();
  await page.toFront();
  await page.until(() => !document.hidden);
  await other.close();
}
