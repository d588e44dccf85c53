// What do the fields of the form make for connectSocket? Each option both as the value that is passed and as the source text
// of an expression that gives it: `{ value, source }`, or `{ members }` for an object of options.

import { bytesIn, quote, sourceOfBytes } from './payload.js';

const plain = (value) => ({ value, source: sourceOf(value) });

/** By a field's kind: what is made of what was typed. Undefined leaves the option out. */
const READERS = {
  // What is no number is passed on as it is: the library says what is wrong with it.
  number: (text) => text && plain(Number.isNaN(Number(text)) ? text : Number(text)),
  text: (text) => text && plain(text),
  choice: (text) => text && plain(text),
  list: (text) => text.trim() && plain(text.split(/[\s,]+/).filter(Boolean)),
  flag: (isOn) => isOn && plain(true),
  headers: (text) => text.trim() && plain(Object.fromEntries(text.trim().split('\n').map(headerIn))),
};

const headerIn = (line) => {
  const [name, ...value] = line.split(':');
  return [name.trim(), value.join(':').trim()];
};

const VERDICTS = {
  always: { value: () => true, source: '() => true' },
  never: { value: () => false, source: '() => false' },
  unclean: { value: ({ wasClean }) => !wasClean, source: '({ wasClean }) => !wasClean' },
};

/** What a field alone cannot say. `read` gives the text of another field. */
const MAKERS = {
  protocols: (text, read) => protocolsOf(READERS.list(text), read('protocols.form')),
  'protocols.form': () => undefined,
  'reconnect.shouldReconnect': (verdict) => VERDICTS[verdict],
  'heartbeat.message': (text, read) => questionOf(text, read('heartbeat.form')),
  'heartbeat.form': () => undefined,
  'heartbeat.isReply': (reply) => reply && { value: (data) => data === reply, source: `(data) => data === ${quote(reply)}` },
  debug: (where) => where && { value: where === 'console' || where, source: where === 'console' ? 'true' : 'console.debug' },
};

function protocolsOf(list, form) {
  if (!list || form !== 'function') return list;
  return { value: () => list.value, source: `() => ${list.source}` };
}

function questionOf(text, kind) {
  if (kind === 'bytes') return { value: Uint8Array.from(bytesIn(text)).buffer, source: sourceOfBytes(text) };
  const question = text || 'ping';
  if (kind === 'function') {
    return { value: () => `${question} ${Date.now()}`, source: `() => ${quote(`${question} `)} + Date.now()` };
  }
  return text && plain(text);
}

/** The URL itself, or a function that gives it with a token: another one for each attempt. */
function urlOf(text, read) {
  if (!read('provider')) return plain(text);
  const delay = Number(read('provider.delay'));
  const rejections = Number(read('provider.rejections'));
  let asked = 0;
  const value = async () => {
    asked += 1;
    if (delay) await new Promise((resolve) => setTimeout(resolve, delay));
    if (asked <= rejections) throw new Error('no token yet');
    const url = new URL(text);
    url.searchParams.set('token', asked);
    return url.href;
  };
  const lines = [
    'asked += 1;',
    ...(delay ? [`await new Promise((resolve) => setTimeout(resolve, ${delay}));`] : []),
    ...(rejections ? [`if (asked <= ${rejections}) throw new Error('no token yet');`] : []),
    `const url = new URL(${quote(text)});`,
    `url.searchParams.set('token', asked);`,
    'return url.href;',
  ];
  const source = `async () => {\n${lines.map((line) => `  ${line}\n`).join('')}}`;
  return { value, source, before: 'let asked = 0;' };
}

/** Switches that say how an option is given. */
const NO_OPTIONS = ['provider', 'configure'];

/**
 * The options as a tree: `{ url: { value, source }, reconnect: { members: { … } }, … }`. `before` beside a source is a
 * statement that has to come first.
 * @param read gives what is in the field of a name: its text, or whether it is checked
 */
export function optionsOf(groups, read) {
  const options = { url: urlOf(read('url'), read) };
  for (const { name, isSwitch, fields } of groups) {
    if (isSwitch && (NO_OPTIONS.includes(name) || !read(name))) continue;
    const found = fields.flatMap((field) => {
      const option = (MAKERS[field.name] ?? READERS[field.kind])(read(field.name), read);
      return option ? [[field.name.split('.').at(-1), option]] : [];
    });
    const members = Object.fromEntries(found);
    if (!isSwitch) Object.assign(options, members);
    else if (name === 'signal') options.signal = signal();
    else options[name] = found.length > 0 ? { members } : plain(true);
  }
  return options;
}

function signal() {
  const controller = new AbortController();
  return {
    value: controller.signal,
    source: 'controller.signal',
    before: 'const controller = new AbortController();',
    controller,
  };
}

/** Of the form's options those that can be every connection's, by `configure`, as well as one's. */
export const DEFAULTS = ['reconnect', 'heartbeat', 'queue'];

/** `[settings, options]`: what `configure` is given, and what is left for connectSocket. */
export function split(options, asDefaults) {
  const entries = Object.entries(options);
  const isDefault = ([name]) => asDefaults && DEFAULTS.includes(name);
  return [entries.filter(isDefault), entries.filter((entry) => !isDefault(entry))].map(Object.fromEntries);
}

/** The options as they are passed. */
export const valuesOf = (options) =>
  Object.fromEntries(Object.entries(options).map(([name, { value, members }]) => [name, members ? valuesOf(members) : value]));

/** `value` as an expression of JavaScript. */
export function sourceOf(value) {
  if (Array.isArray(value)) return `[${value.map(sourceOf).join(', ')}]`;
  if (typeof value === 'object') {
    return `{ ${Object.entries(value)
      .map(([key, member]) => `${quote(key)}: ${sourceOf(member)}`)
      .join(', ')} }`;
  }
  return typeof value === 'string' ? quote(value) : String(value);
}
