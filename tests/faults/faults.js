// Which faults are there, how is each brought about, and what does it do to a connection in each phase?
//
// `network` is what the proxy before the server does (tests/support/proxy.js), `path` what the server does (server/src/endpoints),
// `effects` what that is to a connection, phase by phase; `elsewhere` where an engine sees it in another way. A phase that is
// not named has no such fault. What the package makes of an effect is the business of expectations.js.

export const PHASES = ['connecting', 'idle', 'sending', 'receiving', 'closing'];

/** Everything arrives, however late. */
export const WORKS = { does: 'works' };
/** It is refused, or cut before it is open. */
export const FAILS = { does: 'fails' };
/** It is cut, or its protocol broken: no close frame tells why. */
export const BREAKS = { does: 'breaks' };
/** It is still there as far as this end can know, and nothing arrives. */
export const HANGS = { does: 'hangs' };
/** The peer closes it. */
const closes = (code, reason = '', wasClean = true) => ({ does: 'closes', close: { code, reason, wasClean } });

const in_ = (effect, ...phases) => Object.fromEntries(phases.map((phase) => [phase, effect]));
const everywhere = (effect) => in_(effect, ...PHASES);
const onceOpen = (effect) => in_(effect, ...PHASES.slice(1));
const cut = { connecting: FAILS, ...onceOpen(BREAKS) };

const amidAnswer = (name, fate, effect) => ({
  name,
  network: { direction: 'down', fate, amidAnswer: true },
  effects: { connecting: effect },
});

const network = [
  { name: 'RST', network: { fate: 'reset' }, effects: cut },
  amidAnswer('RST in the middle of the answer', 'reset', FAILS),
  { name: 'FIN without a close frame', network: { fate: 'close' }, effects: cut },
  amidAnswer('FIN in the middle of the answer', 'close', FAILS),
  { name: 'half open: nothing arrives at the server', network: { direction: 'up', fate: 'swallow' }, effects: everywhere(HANGS) },
  {
    name: 'half open: nothing arrives at the client',
    network: { direction: 'down', fate: 'swallow' },
    effects: everywhere(HANGS),
  },
  { name: 'half open in both directions', network: { fate: 'swallow' }, effects: everywhere(HANGS) },
  amidAnswer('half open in the middle of the answer', 'swallow', HANGS),
  { name: 'stall of what the client sends', network: { direction: 'up', fate: 'stall' }, effects: everywhere(HANGS) },
  { name: 'stall of what the server sends', network: { direction: 'down', fate: 'stall' }, effects: everywhere(HANGS) },
  {
    name: 'stall of what the client sends, until it holds 1 MiB back',
    network: { direction: 'up', fate: 'stall' },
    heals: true,
    messages: { count: 64, size: 256 << 10 },
    water: { highWaterMark: 1 << 20, lowWaterMark: 1 << 18 },
    effects: { sending: WORKS },
  },
  { name: 'latency of 20 ms, jitter of 20 ms', network: { latency: 20, jitter: 20, seed: 7 }, effects: everywhere(WORKS) },
  { name: 'byte by byte', network: { slice: 1 }, effects: everywhere(WORKS) },
  { name: 'the server is gone', gone: true, persists: true, effects: cut },
  { name: 'the server restarts', gone: true, restarts: true, effects: onceOpen(BREAKS) },
];

const refused = (name, path, parameters, more) => ({ name, path, parameters, effects: { connecting: FAILS }, ...more });

const handshakes = [
  refused('101 with a wrong proof', '/refuse', { status: 101 }),
  // Firefox takes any subprotocol where none was asked for.
  refused(
    '101 with a subprotocol that was not asked for',
    '/protocol',
    { pick: 'other' },
    { elsewhere: { firefox: { connecting: WORKS } } },
  ),
  // WebKitGTK follows it.
  refused(
    '302 to another place',
    '/refuse',
    { status: 302, location: '/echo' },
    { elsewhere: { webkit: { connecting: WORKS } } },
  ),
  refused('200', '/refuse', { status: 200 }),
  refused('401', '/refuse', { status: 401 }),
  refused('503', '/refuse', { status: 503 }),
  refused('503 again and again', '/refuse', { status: 503 }, { persists: true }),
];

const frame = (name, kind, elsewhere) => ({ name, path: '/fault', parameters: { kind }, effects: onceOpen(BREAKS), elsewhere });

const frames = [
  frame('frame with a reserved opcode', 'opcode'),
  frame('frame with a reserved bit', 'bits'),
  // Firefox takes it: no fault there.
  frame('frame that is masked', 'mask', { firefox: onceOpen(null) }),
  frame('continuation of nothing', 'continuation'),
  frame('ping in parts', 'fragment'),
  frame('ping of 126 bytes', 'long'),
  frame('close with half a code', 'close', { firefox: onceOpen(closes(1005)) }),
  frame('text that is not UTF-8', 'utf8'),
];

const closed = (code, effects, elsewhere) => ({
  name: code === undefined ? 'close without a code' : `close with ${code}`,
  path: '/close',
  parameters: code === undefined ? {} : { code, reason: 'bye' },
  effects,
  elsewhere,
});

/**
 * Codes that may not be sent. Chromium refuses those that its own end uses, Firefox none, and WebKitGTK all; but once that has
 * sent a close of its own, it tells of whatever comes.
 */
function invalid(code) {
  const isOfThisEnd = [1005, 1006, 1015].includes(code);
  const told = closes(code, 'bye');
  const toldLate = { 0: closes(1006, 'bye', false) }[code] ?? (isOfThisEnd ? closes(code, '', false) : told);
  return closed(code, onceOpen(BREAKS), {
    chromium: isOfThisEnd ? {} : onceOpen(told),
    firefox: onceOpen(told),
    webkit: { closing: toldLate },
  });
}

const codes = [
  ...[1000, 1001, 1008, 1011, 4000].map((code) => closed(code, onceOpen(closes(code, 'bye')))),
  closed(1013, onceOpen(closes(1013, 'bye')), { webkit: in_(BREAKS, 'idle', 'sending', 'receiving') }),
  closed(undefined, onceOpen(closes(1005))),
  ...[0, 999, 1005, 1006, 1015, 5000].map(invalid),
];

const MEBI = 1 << 20;

const traffic = [
  {
    name: 'flood of pings',
    path: '/flood',
    parameters: { count: 20, size: 64, pings: 100, after: 1 },
    flood: 20,
    effects: onceOpen(WORKS),
  },
  {
    name: 'message of 16 MiB from the client',
    messages: { count: 1, size: 16 * MEBI },
    effects: in_(WORKS, 'sending', 'closing'),
  },
  {
    name: 'messages of 16 MiB from the server',
    path: '/flood',
    parameters: { count: 2, size: 16 * MEBI, binary: true, after: 1 },
    flood: 2,
    effects: { receiving: WORKS },
  },
  {
    name: 'close() in the middle of the flush',
    flushes: true,
    messages: { count: 50, size: 1_000 },
    water: { highWaterMark: 4_000, lowWaterMark: 1_000 },
    effects: { closing: WORKS },
  },
];

export const groups = {
  'The network': network,
  'The handshake': handshakes,
  'A broken protocol': frames,
  Closes: codes,
  Traffic: traffic,
};

/** What the fault does in this engine; nothing if it does not come in this phase. */
export function effectOf(fault, phase, engine) {
  const own = fault.elsewhere?.[engine] ?? {};
  return (phase in own ? own[phase] : fault.effects[phase]) ?? undefined;
}
