// What the tests of reconnecting have in common: ways to lose a connection, and to see what follows.

export const SOON = { initialDelay: 1, maxDelay: 4, jitter: 'none' };
export const NEVER = { initialDelay: 1e9, maxDelay: 1e9, jitter: 'none' };
export const ABNORMAL = { code: 1006, reason: '', wasClean: false };

export function createReconnects(t) {
  /** A provider that gives these addresses, one an attempt, and then the last one again and again. */
  const inTurn = (...urls) => {
    let attempts = 0;
    return () => urls[Math.min(attempts++, urls.length - 1)];
  };

  const lossy = (parameters) => t.url('/close', { code: 1011, ...parameters });

  /** The first `count` payloads of onReconnecting; then the task is closed. */
  async function reconnectings(task, count) {
    const heard = [];
    await t.nextThat(task, 'reconnecting', (event) => heard.push(event) === count);
    task.close();
    await t.next(task, 'close');
    return heard;
  }

  /** Behind it, timers that were due within `millis` have fired: a browser lets them fire in the order of their deadlines. */
  async function pass(millis) {
    await new Promise((resolve) => setTimeout(resolve, millis));
    await t.fence();
  }

  const echo = async (task, data) => {
    const reply = t.next(task, 'message');
    task.send({ data });
    return (await reply).data;
  };

  /** A page that is its own client, with `random` as its chance. */
  async function pageWithChance(random) {
    const page = await t.freshPage((realm) => {
      realm.Math.random = () => random;
    });
    await page.ready;
    return page;
  }

  return { inTurn, lossy, reconnectings, pass, echo, pageWithChance };
}
