// Where can a host not do what the contract says? A test whose title begins with one of `tests` has to fail there, so that a
// host that changes is seen; one of `sometimes` may. A rule of `rules` has no test that passes there.

/** What each test needs that asks which subprotocol was chosen. */
const CHOSEN_PROTOCOL = [
  'CALL-1 what the caller changes in the options after the call is not seen, not even by reconnect()',
  'CONN-1 protocols are a string or an array of strings',
  'TASK id, url and protocol',
  'TASK reconnect() when closed or failed: a new attempt, with the same options and counters',
  'CALL-1 CONN-1 header and protocols are not changed, and may be frozen',
  'CALL-1 CONN-1 CONN-6 connectSocket with everything, data() {…} included',
  'ICEPT invoke may change the options; the caller’s own object stays as it is',
  'ICEPT an async invoke puts the call off, and may give other options',
  'CONN-1 RETRY-3 functions that',
];

/** What each test needs that asks what the peer closed with. */
const CODE_OF_CLOSE = [
  'CLOSE-3 the event has the peer’s code and reason if it answered',
  'EVT-1 onClose has code, reason and wasClean: the peer says',
  'GLOBAL-1 listeners outlive the tasks, and may be there before the first',
  'RETRY-2 the peer’s close with 1000 ends it',
  'RETRY-2 the peer’s close with 1001 is tried again',
  'RETRY-2 the peer’s close with 1002 ends it',
  'RETRY-2 the peer’s close with 1003 ends it',
  'RETRY-2 the peer’s close with 1007 ends it',
  'RETRY-2 the peer’s close with 1008 ends it',
  'RETRY-2 the peer’s close with 1009 ends it',
  'RETRY-2 the peer’s close with 1010 ends it',
  'RETRY-2 the peer’s close with 1011 is tried again',
  'RETRY-2 the peer’s close with 1014 is tried again',
  'RETRY-2 the peer’s close with 3',
  'RETRY-2 the peer’s close with 4',
  'RETRY-2 the peer’s close with no code ends it',
  'RETRY-2 1012 and 1013 are tried again from a longer delay',
  'RETRY-2 shouldReconnect has the last word, and is told the close and the attempt',
  'RETRY-2 CALL-4 shouldReconnect that answers nothing or throws leaves it to the default',
  'RETRY-3 each lost or failed attempt is told of, the first one included',
];

/** What each test needs that hides the page or takes the network away. */
const LIFECYCLE = [
  'RETRY-5 hidden: it waits',
  'RETRY-5 hidden and visible again',
  'RETRY-5 offline: it waits',
  'RETRY-5 offline and online again',
  'RETRY-5 visible again but offline still waits',
  'RETRY-5 with jitter across clients',
  'BEAT on wake',
];

/** What each test needs that waits for the host to have sent. */
const BACKPRESSURE = [
  'FLOW above high, queued messages wait',
  'FLOW onDrain comes once each time',
  'FLOW without a queue nothing waits, and onDrain still tells',
  'FLOW offDrain takes the listener off',
  'FLOW messages that waited for room before a loss',
  'FLOW QUEUE-3 close() fails what waits for room as closed',
  'FLOW QUEUE-4 volatile does not wait for room',
];

const ITERATION = [
  'TASK the iteration',
  'TASK leaving the iteration closes the task',
  'TASK return() closes the task',
  'TASK what the peer sent before it closed is still given',
  'TASK an iteration that falls 1024 messages behind',
  'RETRY-3 TASK an iteration',
];

/** Each test that has two sockets at once, or begins one before the one that it gave up is closed. */
const TWO_AT_ONCE = [
  ...['uni.connectSocket', 'task.send', 'uni.sendSocketMessage', 'task.close', 'uni.closeSocket'].map(
    (name) => `CALL-2 ${name} answers`,
  ),
  'CALL-4 what callbacks of',
  'CALL-3 a result never comes later than the open event',
  'CALL-7 everything may be called from',
  'CONN-1 no protocols are offered for undefined, null and an empty array',
  'CONN-1 the other options are accepted, and may be null',
  'CONN-1 protocols may be given by a function, and be none',
  'CONN-3 success means accepted, not open',
  'CONN-7 timeout comes before configure',
  'CONN-7 timeout 0 switches it off',
  'CONN-7 a connection that is open does not time out any more',
  'CONN-8 two sockets at once',
  'CONN-9 each task has an id of its own',
  'CLOSE-3 a peer that does not answer',
  'GLOBAL-1 the oldest task is the current one',
  'GLOBAL-1 a task that is not the current one closes unheard',
  'GLOBAL-1 when the current task',
  'GLOBAL-1 a task that is CONNECTING can be the current one',
  'GLOBAL-1 closeSocket closes one task after another',
  'TASK stats() is a fresh plain object with all its fields, in every state',
  'ICEPT the same in Promise mode, and the Promise still carries the task',
  'ICEPT CONN-2 while an async invoke is still to answer',
  'QUEUE-1 limits hold in connections made after very many messages have waited',
  'QUEUE-3 overflow `reject`, the default',
  'QUEUE-3 queue: the default of connections to come',
  'QUEUE-3 the end of the connection fails what waits',
  'QUEUE-4 volatile false, and volatile without a queue',
  'QUEUE-5 drainQueue() of a task without a queue',
  'ABORT one signal closes all the tasks',
  'RETRY-2 reconnect: false and null take the default back',
];

export const differences = [
  {
    hosts: ['alipay', 'alipay-single', 'app', 'poorest'],
    tests: CHOSEN_PROTOCOL,
    why: 'open tells no header, so nobody knows which subprotocol the server chose: `protocol` stays empty',
  },
  {
    hosts: ['alipay', 'alipay-single'],
    tests: CODE_OF_CLOSE,
    why: 'close tells no code: what a peer closes with by itself is 1006, and a reconnect has nothing to judge by',
  },
  {
    hosts: ['app'],
    tests: BACKPRESSURE,
    why: 'send is answered during the call, whatever is still to be sent: nothing tells how much that is',
  },
  {
    hosts: ['alipay-single'],
    tests: TWO_AT_ONCE,
    rules: ['CALL-7', 'CONN-8'],
    why: 'base libraries before 2.3.1 have one socket: a second connectSocket is a plain failure',
  },
  {
    hosts: ['alipay-single'],
    tests: [
      'CLOSE-1 task.close: what may be said',
      'CLOSE-1 uni.closeSocket: what may be said',
      'CLOSE-2 in CLOSING and in CLOSED',
    ],
    why: 'base libraries before 2.3.1 close with 1000 and no reason, whatever was asked for',
  },
  {
    hosts: ['alipay-single'],
    tests: ['BEAT RETRY-2 no life is retried if RETRY is on', 'BEAT on wake a connection that died in the sleep'],
    why: 'a peer that never answers the close keeps the one socket until the host gives it up',
  },
  {
    hosts: ['poorest'],
    tests: ['TASK bufferedAmount is what the host has taken and not yet sent'],
    why: 'send is answered later than the peer answers: until then its bytes count as not yet sent',
  },
  { hosts: ['poorest'], tests: ITERATION, why: 'the language has no Symbol.asyncIterator there' },
  {
    hosts: ['poorest'],
    tests: LIFECYCLE,
    why: 'it has neither onAppShow and onAppHide nor onNetworkStatusChange: nobody tells of them',
  },
  {
    hosts: ['weixin-ios'],
    sometimes: ['CONN-3 success means accepted, not open'],
    why: 'a Promise made of timers is slower than a refusal from the same machine: success is told first, of a task that is CLOSED',
  },
];

const begins = (title) => (words) => title.startsWith(words);
const of = (host) => differences.filter(({ hosts }) => hosts.includes(host));

/** The difference that this test shows on this host, if it does: `{ why, always }`. */
export function differenceOf(host, title) {
  const { tests = [], why } = of(host).find((one) => [...(one.tests ?? []), ...(one.sometimes ?? [])].some(begins(title))) ?? {};
  return why && { why, always: tests.some(begins(title)) };
}

/** The rules that need have no test that passes on this host. */
export const rulesWithout = (host) => of(host).flatMap(({ rules = [] }) => rules);

/** What titles begin with, of the tests that differ on this host. */
export const titlesOf = (host) => of(host).flatMap(({ tests = [], sometimes = [] }) => [...tests, ...sometimes]);
