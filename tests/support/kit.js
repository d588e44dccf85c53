// `t`, which every area of the contract is given: the package under test, the server, and ways to wait for what happens.
// Nothing here waits for time to pass as a proof: events are waited for (mocha's timeout fails the test), and that
// something does not happen is shown with a fence.

import { KINDS, opened, next, nextThat, record, settle } from './events.js';

/** What a page is before it has configured anything, as settings that bring it there. */
export const DEFAULTS = {
  promiseStyle: 'reject',
  closeTimeout: 10_000,
  networkTimeout: { connectSocket: 60_000 },
  reconnect: false,
  heartbeat: false,
  queue: false,
};
const INTERCEPTED = ['connectSocket', 'sendSocketMessage', 'closeSocket'];
/** How long a test's leftovers may take to close. */
const PATIENCE = 3_000;

const macrotask = () => new Promise((resolve) => setTimeout(resolve));

/**
 * @param host what the tests need of where they run: browser-host.js has the browser's, and says what there is
 * @param sockets the origins that sockets go to: `here`, and `elsewhere` for what no other attempt may be in the way of
 */
export function createKit({ library, host, server, sockets = { here: server.http, elsewhere: server.second }, expect }) {
  const { configure } = library;
  const { realm } = host;
  const strays = [];
  let tasks = [];
  let undos = [];
  let names = 0;

  // The package's own `uni`, with a note of each task: what a test leaves open is closed behind it.
  const uni = {
    ...library.uni,
    connectSocket(...args) {
      const task = library.uni.connectSocket.apply(this, args);
      tasks.push(task);
      return task;
    },
  };

  const address = (origin, path, parameters) => `${origin.replace(/^http/, 'ws')}${path}?${new URLSearchParams(parameters)}`;
  const url = (path, parameters) => address(sockets.here, path, parameters);

  /** A task in callback mode, of whose result nobody wants to know. */
  const connect = (options) => uni.connectSocket({ complete() {}, ...options });

  /** A task that is open. */
  async function open(path, parameters, options) {
    const task = connect({ url: url(path, parameters), ...options });
    await opened(task);
    return task;
  }

  /** What reached the server under a tag, once `until` ('KEY:N') holds. */
  async function observe(tag, until) {
    const query = new URLSearchParams(until ? { tag, until } : { tag });
    const response = await fetch(`${server.http}/observe?${query}`);
    if (!response.ok) throw new Error(`/observe?${query} answers ${response.status}: ${await response.text()}`);
    return response.json();
  }

  /**
   * The TCP connection of an attempt that was given up has ended, as `until` says; or in an engine that keeps it, it has not.
   * @param others how many of the tag had ended in another way
   */
  async function released(tag, until = 'ended:1', others = 0) {
    if (!host.engine.keepsAbandonedAttempts) return observe(tag, until);
    await fence();
    return expect((await observe(tag)).ended).to.equal(others);
  }

  /** Behind it, whatever was under way has happened: a round trip to the server and two macrotasks. */
  async function fence() {
    await observe('fence');
    await macrotask();
    await macrotask();
  }

  /** The reason of a Promise that must reject. */
  async function failure(promise) {
    let result;
    try {
      result = await promise;
    } catch (error) {
      return error;
    }
    throw new Error(`expected a rejection, got ${JSON.stringify(result)}`);
  }

  /** RES-2: the shape of every failure. @param why a part of the reason */
  function expectFailure(error, api, why, errCode) {
    expect(error).to.be.an('error');
    for (const own of ['errMsg', 'errCode', 'errSubject']) expect(Object.keys(error)).to.include(own);
    expect(error.errMsg.startsWith(`${api}:fail `), error.errMsg).to.equal(true);
    expect(error.errMsg).to.contain(why);
    expect(error.message).to.equal(error.errMsg);
    expect(error.errSubject).to.equal('uni-socket');
    expect(error.errCode, error.errMsg).to.equal(errCode);
  }

  /** What goes to `console[method]` until the test ends, instead of going there. */
  function watchConsole(method, { console } = realm) {
    const lines = [];
    const before = console[method];
    console[method] = (...line) => lines.push(line);
    undos.push(() => {
      console[method] = before;
    });
    return lines;
  }

  // An error in the console is an error of the test, unless it asked for it with `watchConsole`.
  let running;
  const report = realm.console.error;
  realm.console.error = (...line) => {
    strays.push(`console.error in ${JSON.stringify(running ?? 'the first test')} or after it: ${line.map(String).join(' ')}`);
    report.apply(realm.console, line);
  };

  function interceptSends(intercept) {
    undos.push(host.interceptSends(intercept));
  }

  /** A maker of pages, each of which is gone when the test ends. */
  const discarded =
    (make) =>
    async (...wishes) => {
      const page = await make(...wishes);
      undos.push(page.discard);
      return page;
    };

  async function closed(task) {
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, 'late'));
    const event = next(task, 'close');
    task.close();
    return (await Promise.race([event, late])) !== 'late';
  }

  /** Takes back whatever a test has done, so that no test can depend on another. */
  async function cleanUp(title) {
    for (const undo of undos.splice(0)) undo();
    for (const name of INTERCEPTED) uni.removeInterceptor(name);
    for (const kind of KINDS) uni[`offSocket${kind[0].toUpperCase()}${kind.slice(1)}`]();
    // A call that an interceptor holds up has no task to give, and a cancelled one none at all.
    const left = tasks.filter((task) => task?.close && task.readyState !== task.CLOSED);
    tasks = [];
    const results = await Promise.all(left.map(closed));
    if (results.includes(false)) strays.push(`a task of ${JSON.stringify(title)} does not close`);
    const open = await host.forgetAbandoned();
    if (open > 0) strays.push(`${open} sockets of the host are open behind ${JSON.stringify(title)}`);
    await configure(DEFAULTS);
    running = title;
  }

  return {
    uni,
    configure,
    expect,
    realm,
    isBrowser: host.isBrowser,
    engine: host.engine,
    strays,
    closedPort: server.closedPort,
    url,
    secureUrl: (path, parameters) => address(server.https, path, parameters),
    /** The same server, at an address that no other attempt can be in the way of. */
    otherUrl: (path, parameters) => address(sockets.elsewhere, path, parameters),
    refusedUrl: `${new URL(url('/')).protocol}//127.0.0.1:${server.closedPort}/`,
    tag: () => `tag-${Date.now()}-${++names}`,
    observe,
    released,
    fence,
    connect,
    open,
    opened,
    next,
    nextThat,
    /** Everything that a task, or without one the global listeners, hears from now on. */
    record: (task) => record(uni, task),
    settle,
    failure,
    expectFailure,
    watchConsole,
    interceptSends,
    rejectionsDuring: host.rejectionsDuring,
    isHanded: host.isHanded,
    /** The package in a page of its own, for what happens once a page. */
    freshPage: discarded(host.freshPage),
    /** A page whose time passes `speed` times as fast, as far as the package can see: `now()` in milliseconds. */
    fastPage: discarded(host.fastPage),
    /**
     * A page that a test can hide and cut off: `become('hidden' | 'visible' | 'offline' | 'online')`; in browsers also
     * freeze: `'resumed' | 'restored'`.
     */
    movedPage: discarded(host.movedPage),
    cleanUp,
  };
}
