// How long is a page waited for? A hundred times as long as a conversation takes; then it is said what was thrown meanwhile.

const PATIENCE = 20_000;

/**
 * Resolves as `shown` does, or rejects when the time is over.
 * @param thrown what was thrown past the page's own functions, as it grows
 */
export function within(shown, thrown) {
  let late;
  const limit = new Promise((_, reject) => {
    const why = () => reject(new Error(`the page shows nothing; thrown: ${thrown.map((error) => error?.stack ?? error)}`));
    late = setTimeout(why, PATIENCE);
  });
  return Promise.race([shown, limit]).finally(() => clearTimeout(late));
}
