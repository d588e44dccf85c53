// Connections in every state, and a panic at one of the borrows that they lead to. traps.test.mjs drives it through
// `window.planted`.

const parameters = new URLSearchParams(location.search);
/** Longer than all of it takes: what is not over by then is closed, and a test sees that something is missing. */
const PATIENCE = 5_000;
const echo = `ws://${location.host}/echo`;
const nowhere = `ws://127.0.0.1:${parameters.get('closedPort')}/`;

let borrows = 0;
let due = Infinity;
let panics = 0;
globalThis.panicIsDue = () => {
  borrows += 1;
  if (borrows !== due) return false;
  panics += 1;
  return true;
};

const library = await import(`/target/planted/dist/${parameters.get('entry')}`);
const { uni, configure } = library;
await library.ready;

/** What the page has been told, of one run. */
function createNote() {
  const note = { calls: [], tasks: [], errors: [], reported: [] };

  /** Callbacks that note how often a call ends: 1 for one result and then one `complete`. */
  function counted(onOk = () => {}) {
    const place = note.calls.push(0) - 1;
    let results = 0;
    const end = (isOk) => (result) => {
      results += 1;
      note.calls[place] += 1;
      if (isOk) onOk();
      else note.errors.push(result.errCode);
    };
    return {
      success: end(true),
      fail: end(false),
      complete: () => {
        if (results !== 1) note.calls[place] += 100;
        results += 10;
      },
    };
  }

  /** The same for a Promise. */
  function awaited(promise) {
    const place = note.calls.push(0) - 1;
    const end = () => {
      note.calls[place] += 1;
    };
    promise.then(end, ({ errCode }) => {
      note.errors.push(errCode);
      end();
    });
  }

  /** A task whose events are noted, and a Promise of its last `close`. */
  function connect(options, listeners = {}, closes = 1) {
    const events = [];
    note.tasks.push(events);
    let task;
    const ended = new Promise((resolve) => {
      let isAccepted = false;
      const { fail, ...callbacks } = counted(() => {
        isAccepted = true;
      });
      const late = setTimeout(() => {
        events.push('late');
        task.close();
        resolve();
      }, PATIENCE);
      const over = () => {
        clearTimeout(late);
        resolve();
      };
      const failed = (error) => {
        fail(error);
        over();
      };
      task = uni.connectSocket({ ...options, ...callbacks, fail: failed });
      for (const kind of ['Open', 'Message', 'Reconnecting', 'Error', 'Close']) {
        task[`on${kind}`]((event) => {
          events.push(kind.toLowerCase());
          if (!isAccepted) events.push('before success');
          if (kind === 'Error') note.errors.push(event.errCode);
          listeners[kind]?.(event, task);
          if (kind === 'Close' && events.filter((name) => name === 'close').length === closes) over();
        });
      }
    });
    return { task, ended };
  }

  return { note, counted, awaited, connect };
}

/** Every kind of connection and of call at once. */
async function everything({ counted, awaited, connect }) {
  const plain = connect(
    { url: echo },
    {
      Open: (_, task) => task.send({ data: 'one', ...counted() }),
      // Nested: a call from within a listener that the core calls.
      Message: (_, task) => {
        task.stats();
        task.send({ data: new ArrayBuffer(3), ...counted() });
        task.close(counted());
      },
    },
  );
  const queued = connect(
    { url: echo, queue: true, highWaterMark: 1_000 },
    { Message: ({ data }, task) => data === 'last' && task.close() },
  );
  const controller = new AbortController();
  awaited(queued.task.send({ data: 'waits' }));
  awaited(queued.task.send({ data: 'withdrawn', signal: controller.signal }));
  awaited(queued.task.send({ data: 'volatile', volatile: true }));
  controller.abort();
  queued.task.send({ data: 'last', ...counted() });
  const drained = connect({ url: async () => echo, queue: true }, { Open: (_, task) => task.close() });
  drained.task.send({ data: 'drained', ...counted() });
  drained.task.drainQueue();
  const lost = connect({ url: async () => nowhere, reconnect: { initialDelay: 1, maxAttempts: 2 }, queue: true });
  lost.task.send({ data: 'never', ...counted() });
  const beating = connect({ url: echo, heartbeat: { interval: 5, timeout: 5_000 } }, { Message: (_, task) => task.close() });
  let times = 0;
  const listeners = { Open: (_, task) => task.close(), Close: (_, task) => (times += 1) === 1 && task.reconnect() };
  const again = connect({ url: echo }, listeners, 2);
  const abandoned = connect({ url: echo });
  abandoned.task.close(counted());
  const refused = connect({ url: 'ftp://nowhere' });
  awaited(configure({ closeTimeout: 9_000 }));
  awaited(uni.sendSocketMessage({ data: 'too early' }));
  const tasks = [plain, queued, drained, lost, beating, again, abandoned, refused];
  await Promise.all(tasks.map(({ ended }) => ended));
  awaited(uni.closeSocket());
}

/** What comes through a connection that is made afterwards. */
async function echoed() {
  const task = uni.connectSocket({ url: echo, complete() {} });
  const answer = new Promise((resolve) => task.onMessage(({ data }) => resolve(data)));
  task.onOpen(() => task.send({ data: 'after' }));
  task.onError(({ errMsg }) => console.warn(errMsg));
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, 'late'));
  const data = await Promise.race([answer, late]);
  const closed = new Promise((resolve) => task.onClose(resolve));
  task.close();
  await Promise.race([closed, late]);
  return data;
}

window.planted = {
  /** @param at the borrow at which it panics */
  async run(at) {
    const { note, ...tools } = createNote();
    const report = console.error;
    console.error = (error) => note.reported.push(String(error));
    borrows = panics = 0;
    due = at;
    await everything(tools);
    // Results are due by the end of the turn.
    await new Promise((resolve) => setTimeout(resolve));
    const count = borrows;
    due = Infinity;
    const echo = await echoed();
    console.error = report;
    return { ...note, borrows: count, panics, backend: library.backend, echo };
  },
};
