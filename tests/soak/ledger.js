// What became of each message? A page's own record of what the host was given and over which connection, of what came back,
// and of how each connection ended. It takes the package's word for nothing: the sockets under it are of this class.

import { isEchoOf, makeMessage } from './messages.js';

/** What is sent as a heartbeat is no message. */
export const BEAT = 'beat';
/** With which codes a page closes; no server of these does. */
export const OWN_CODES = [1000, 4000];
/** Messages of one connection of which the server remembers how they begin. */
const MOST = 1 << 20;
/** Where all that is sent comes back, and the server ends nothing. */
export const ECHOING = ['/echo', '/protocol'];

/**
 * @param page goes into the tags under which the server knows the connections
 * @param route gives the path and the parameters of the next connection
 */
export function createLedger(page, route) {
  /** Messages without an outcome, by the very value that the host is to get. */
  const underWay = new Map();
  let connections = [];
  let violations = [];
  const counts = { begun: 0, handed: 0, echoed: 0, failed: {}, opens: 0, reopens: 0, attempts: 0, bytes: 0 };

  const violated = (what) => violations.push(what);

  class Socket extends WebSocket {
    constructor(address, protocols) {
      const connection = beginConnection(new URL(address), protocols?.length > 0);
      super(connection.url, protocols);
      this.connection = connection;
      this.addEventListener('close', ({ code, wasClean }) => (connection.over = { code, clean: wasClean }));
    }

    send(data) {
      super.send(data);
      if (data !== BEAT) handed(this, data);
    }
  }

  function beginConnection({ origin, searchParams }, withProtocol) {
    const tag = `${page}-${++counts.attempts}`;
    const path = withProtocol ? '/protocol' : route();
    const url = `${origin}${path}${path.includes('?') ? '&' : '?'}tag=${tag}&heads=${MOST}`;
    const connection = {
      tag,
      url,
      path,
      handed: [],
      answered: 0,
      echoed: 0,
      /** The page has asked for its end. */
      closing: false,
      /** The page has given it up by `reconnect()`: nobody is told of its end. */
      abandoned: false,
      /** What the task said of its end, */
      told: undefined,
      /** and the host. */
      over: undefined,
    };
    connections.push(connection);
    clients.get(Number(searchParams.get('client'))).connection = connection;
    return connection;
  }

  /** Who has a task, by the number that is in its address. */
  const clients = new Map();

  function handed({ connection, readyState }, data) {
    // What it is given then it drops, and may say of its end that it was clean.
    if (readyState === WebSocket.CLOSING) violated(`${connection.tag}: handed over when the peer had closed it`);
    const message = underWay.get(data);
    if (!message) return violated(`${connection.tag}: handed over, but not under way: ${describe(data)}`);
    if (message.connection) violated(`${message.number}: handed over twice, to ${message.connection.tag} and ${connection.tag}`);
    message.connection = connection;
    connection.handed.push(message);
    const { line } = message;
    if (!line) return;
    if (message.number < line.last) violated(`${message.number}: handed over behind ${line.last}, which was sent later`);
    line.last = message.number;
  }

  /**
   * A new message, whose outcome `settle` is to be told.
   * @param line of which it may not overtake any, nor be overtaken; none if it may
   */
  function beginMessage(random, line) {
    const message = { ...makeMessage(random, ++counts.begun, (value) => !underWay.has(value)), line };
    underWay.set(message.data, message);
    counts.bytes += message.size;
    return message;
  }

  /** @param failure what it failed with, if it did */
  function settle(message, failure) {
    const outcome = failure ? failure.errMsg : 'handed';
    if (message.outcome) return violated(`${message.number}: two outcomes, ${message.outcome} and ${outcome}`);
    message.outcome = outcome;
    underWay.delete(message.data);
    if (failure) {
      counts.failed[outcome] = (counts.failed[outcome] ?? 0) + 1;
      message.data = undefined;
      if (message.connection) violated(`${message.number}: failed, but was handed over to ${message.connection.tag}`);
    } else {
      counts.handed += 1;
      if (message.connection) message.connection.answered += 1;
      else violated(`${message.number}: success, but was not handed over`);
    }
  }

  /** A message that a task was given: the echo of the oldest one of its connection that is still to come. */
  function echo({ connection }, data) {
    if (connection.closing || connection.abandoned) violated(`${connection.tag}: a message after its end was asked for`);
    if (data === BEAT) return;
    const message = connection.handed[connection.echoed];
    if (!message || !isEchoOf(message, data)) {
      return violated(`${connection.tag}: not the echo of ${message?.number ?? 'anything'}: ${describe(data)}`);
    }
    message.data = undefined;
    connection.echoed += 1;
    counts.echoed += 1;
  }

  /** What a task says of the end of its connection. */
  function tell({ connection }, { code, wasClean }) {
    // An address that nobody gave is a lost attempt without a connection.
    if (connection && !connection.told && !connection.abandoned) connection.told = { code, clean: wasClean };
  }

  /** Whether what is sent to a task's connection comes back. */
  const echoes = ({ connection }) => !connection || ECHOING.includes(connection.path);

  const isThrough = ({ handed, answered, told, abandoned, over }) => over && (told || abandoned) && answered === handed.length;

  /** What is through since the last time, for the audit. */
  function take() {
    const through = connections.filter(isThrough);
    connections = connections.filter((connection) => !isThrough(connection));
    const found = violations;
    violations = [];
    return {
      connections: through.map(({ handed, ...connection }) => ({ ...connection, handed: handed.map(({ head }) => head) })),
      violations: found,
    };
  }

  /** What is not through. */
  const open = () => ({ messages: underWay.size, connections: connections.length });

  return { Socket, clients, counts, violated, beginMessage, settle, echo, echoes, tell, take, open };
}

const describe = (data) =>
  typeof data === 'string' ? JSON.stringify(data.slice(0, 24)) : `${data.byteLength ?? data.size} bytes`;
