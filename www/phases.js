// In which phase was a socket, and when?

/** What is further back is forgotten. */
const MOST = 2_000;

/** A record of one socket: spans `{ phase, from, to }`, and marks `{ kind, at }` of what happened in an instant. */
export function createPhases() {
  const spans = [];
  const marks = [];

  /** `phase` is 'connecting', 'open', 'waiting', 'closing' or 'closed'. */
  function begin(phase, at) {
    const last = spans.at(-1);
    if (last?.phase === phase && last.to === undefined) return;
    if (last) last.to ??= at;
    spans.push({ phase, from: at, to: undefined });
    if (spans.length > MOST) spans.shift();
  }

  function mark(kind, at) {
    marks.push({ kind, at });
    if (marks.length > MOST) marks.shift();
  }

  return { spans, marks, begin, mark, current: () => spans.at(-1) };
}
