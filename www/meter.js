// How fast is a socket? Sampled while it lives: messages a second each way, and how long they are under way.

/** Between two samples, in milliseconds. */
const INTERVAL = 500;
/** What the longest window of the charts shows, in samples, and as many again before they are thrown away. */
const MOST = 1_200;

/** `series` are columns: `time` in seconds, as the charts have it. */
export function createMeter() {
  let series = { time: [], received: [], sent: [], roundTrip: [] };
  let last;
  let trips = [];

  /** Looks at the socket's numbers; true if there is a new sample. */
  function look(now, { messagesReceived, messagesSent }) {
    const seconds = last ? (now - last.now) / 1000 : 0;
    if (last && seconds * 1000 < INTERVAL) return false;
    if (last) {
      series.time.push(now / 1000);
      series.received.push((messagesReceived - last.messagesReceived) / seconds);
      series.sent.push((messagesSent - last.messagesSent) / seconds);
      series.roundTrip.push(median(trips));
      if (series.time.length > 2 * MOST) series = newestOf(series);
    }
    last = { now, messagesReceived, messagesSent };
    trips = [];
    return true;
  }

  return {
    look,
    /** A message or a heartbeat was there and back, in milliseconds. */
    addRoundTrip: (time) => trips.push(time),
    series: () => series,
  };
}

const newestOf = (series) => Object.fromEntries(Object.entries(series).map(([name, column]) => [name, column.slice(-MOST)]));

/** Null where there is none: a gap in the line. */
function median(values) {
  return values.length > 0 ? values.sort((a, b) => a - b)[values.length >> 1] : null;
}
