// How do messages leave the page? As JSON Lines, one message a line.

const CHUNK = 0x8000;

/** Text as `text`, binary data as `base64`; `at` is ISO 8601. */
function lineOf({ at, direction, socket, data, state }) {
  const payload = typeof data === 'string' ? { text: data } : { base64: base64Of(new Uint8Array(data)) };
  return JSON.stringify({
    at: new Date(performance.timeOrigin + at).toISOString(),
    direction,
    socket,
    ...(state && { state }),
    ...payload,
  });
}

function base64Of(bytes) {
  let text = '';
  // In chunks: a call has so many arguments at most.
  for (let at = 0; at < bytes.length; at += CHUNK) text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(text);
}

/** Has the browser save the messages. */
export function save(messages) {
  const lines = messages.map((message) => `${lineOf(message)}\n`);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(lines, { type: 'application/jsonl' }));
  link.download = 'messages.jsonl';
  link.click();
  URL.revokeObjectURL(link.href);
}
