// Many tasks with the same options, in Node or in a page: when did they try, when were they open, and when did they ask?

/** How many begin at once: fewer than any host lets wait for `accept`. The next ones begin when these are open. */
const AT_ONCE = 100;

/** Milliseconds since 1970: those of a page and of a process of the same machine can be compared. */
const now = () => performance.timeOrigin + performance.now();

/**
 * Resolves `{ back, note }` when all are open: `back` when all are open for the second time, and `note`, the times of
 * attempts, of opens and of what was sent.
 * @param library the package; @param WebSocket the class that its sockets are to be of
 */
export async function openCrowd({ uni, useHost }, WebSocket, { url, clients, options }) {
  const note = { attempts: [], opens: [], sends: [] };
  class Timed extends WebSocket {
    constructor(...given) {
      super(...given);
      note.attempts.push(now());
    }

    send(...given) {
      super.send(...given);
      note.sends.push(now());
    }
  }
  useHost({ WebSocket: Timed });

  const again = [];
  for (let begun = 0; begun < clients; begun += AT_ONCE) {
    const first = [];
    for (let client = begun; client < Math.min(clients, begun + AT_ONCE); client += 1) {
      const task = uni.connectSocket({ url, ...options, complete() {} });
      task.onOpen(() => note.opens.push(now()));
      const opened = (which) => new Promise((resolve) => task.onOpen(({ reconnected }) => reconnected === which && resolve()));
      first.push(opened(undefined));
      again.push(opened(true));
    }
    await Promise.all(first);
  }
  return { back: Promise.all(again), note };
}
