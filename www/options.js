// Which options has connectSocket, and what does the form say of each? As in pkg/src/index.d.ts, without `url`.

import { words } from './i18n.js';

const field = (kind) => (name, says, placeholder) => ({ kind, name, says, placeholder });
const number = field('number');
const text = field('text');
const list = field('list');
const headers = field('headers');
const flag = (name, says) => ({ kind: 'flag', name, says });
const choice = (name, says, choices) => ({ kind: 'choice', name, says, choices });
/** The value '' leaves an option out. A choice is shown in words, or as it is written in a program. */
const inWords = (value, shown) => ({ value, shown, isWords: true });
const asWritten = (value, shown = value) => ({ value, shown });

/**
 * A group that `isSwitch` is an option itself, by its `name`; another only puts fields together. What has a `title` is none,
 * but a part of what one is made of (values.js).
 */
export const GROUPS = [
  {
    name: 'reconnect',
    isSwitch: true,
    says: words('makes lost connections anew'),
    fields: [
      number('reconnect.initialDelay', words('before the first new attempt, ms'), 1000),
      number('reconnect.maxDelay', words('the longest wait, ms'), 30000),
      number('reconnect.factor', words('growth with each failure'), 2),
      choice('reconnect.jitter', words('left to chance'), [asWritten('', 'full'), asWritten('equal'), asWritten('none')]),
      number('reconnect.maxAttempts', words('in a row, then it is over'), words('no limit')),
      number('reconnect.minUptime', words('until a loss counts as the first, ms'), 5000),
      choice('reconnect.shouldReconnect', words('a function that decides'), [
        inWords('', words('by the code')),
        asWritten('always', '() => true'),
        asWritten('never', '() => false'),
        asWritten('unclean', '({ wasClean }) => !wasClean'),
      ]),
    ],
  },
  {
    name: 'heartbeat',
    isSwitch: true,
    says: words('asks the peer for a sign of life'),
    fields: [
      number('heartbeat.interval', words('between two questions, ms'), 25000),
      number('heartbeat.timeout', words('until something has come, ms'), 10000),
      text('heartbeat.message', words('the question'), 'ping'),
      {
        kind: 'choice',
        name: 'heartbeat.form',
        title: words('the question is'),
        choices: [
          inWords('', words('a text')),
          inWords('bytes', words('bytes in hex')),
          inWords('function', words('a function: with the time')),
        ],
      },
      text('heartbeat.isReply', words('the text that is an answer'), words('any message')),
    ],
  },
  {
    name: 'queue',
    isSwitch: true,
    says: words('messages wait while it is not open'),
    fields: [
      number('queue.maxMessages', words('how many may wait'), 1000),
      number('queue.maxBytes', words('how much may wait'), 1048576),
      number('queue.maxAge', words('how long one may wait, ms'), words('no limit')),
      choice('queue.overflow', words('when it is full'), [asWritten('', 'reject'), asWritten('dropOldest')]),
    ],
  },
  {
    name: 'configure',
    isSwitch: true,
    says: words('makes these three defaults'),
    fields: [],
  },
  {
    name: 'provider',
    isSwitch: true,
    title: words('url as a function'),
    says: words('for fresh tokens'),
    fields: [
      { kind: 'number', name: 'provider.delay', title: words('takes, ms'), placeholder: 0 },
      { kind: 'number', name: 'provider.rejections', title: words('fails, so many times first'), placeholder: 0 },
    ],
  },
  {
    name: 'signal',
    isSwitch: true,
    says: words('an AbortController’s, to close it'),
    fields: [],
  },
  {
    name: 'more',
    title: words('Subprotocols, times, flow'),
    fields: [
      list('protocols', words('in order of preference'), 'chat, v2'),
      {
        kind: 'choice',
        name: 'protocols.form',
        title: words('the protocols are'),
        choices: [inWords('', words('a list')), inWords('function', words('a function, asked at each attempt'))],
      },
      number('timeout', words('until it has to be open, ms'), 60000),
      number('closeTimeout', words('until close comes, ms'), 10000),
      number('highWaterMark', words('bytes left until messages wait'), words('no limit')),
      number('lowWaterMark', words('bytes left at which they go on'), words('half of it')),
      choice('debug', words('development build: what goes on'), [
        inWords('', words('to nobody')),
        inWords('timeline', words('to the timeline')),
        inWords('console', words('to the browser’s console')),
      ]),
    ],
  },
  {
    name: 'hosts',
    title: words('For mini-programs only'),
    fields: [
      headers('header', words('Name: value, one a line'), 'X-Token: 1'),
      text('method', words('of the handshake'), 'GET'),
      flag('multiple', words('Alipay')),
      flag('tcpNoDelay', words('WeChat')),
      flag('perMessageDeflate', words('WeChat')),
      flag('forceCellularNetwork', words('WeChat')),
    ],
  },
];
