// Which program does what the forms are set to do?

import { specifierOf } from './build.js';
import { sourceOf, split } from './values.js';

const WIDTH = 60;

/**
 * The program's text.
 * @param style `{ build, results: 'callbacks' | 'promise' | 'tuple', scope: 'task' | 'global', hasLoop, asDefaults }`
 * @param options of connectSocket, as values.js makes them
 * @param send,close the options of these calls, as source texts and as values
 */
export function programOf(style, options, send, close) {
  const isOnTask = style.scope === 'task';
  const [defaults, own] = split(options, style.asDefaults);
  const settings = { ...(style.results === 'tuple' && { promiseStyle: `'tuple'` }), ...sourcesOf(defaults) };
  const isConfigured = Object.keys(settings).length > 0;
  const before = Object.values(options).flatMap(({ before: statement }) => statement ?? []);
  if (isConfigured) before.push(`configure(${objectOf(settings)});`);
  const sources = Object.fromEntries(Object.entries(close).map(([name, value]) => [name, sourceOf(value)]));
  const closing = statementOf(isOnTask ? 'task.close' : 'uni.closeSocket', sources, style);
  const blocks = [
    `import { ${isConfigured ? 'configure, ' : ''}uni } from '${specifierOf(style.build)}';`,
    before.join('\n'),
    ...(isOnTask ? onTask(style, own, options, send) : onGlobals(style, own, send)),
    `${functionKeyword(style)} end() {\n  ${indented(closing)}\n}`,
    // Nothing behind it is reached before the connection is over.
    style.hasLoop ? LOOP : '',
  ];
  return `${blocks.filter(Boolean).join('\n\n')}\n`;
}

const LOOP = `try {
  for await (const { data } of task) console.log('message', data);
} catch ({ errMsg, errCode }) {
  console.error(errMsg, errCode);
}`;

function onTask(style, own, { reconnect, highWaterMark }, send) {
  const connecting = callOf('uni.connectSocket', sourcesOf(own), style);
  const more = [
    reconnect && `task.onReconnecting(({ attempt, delay, cause }) => console.log('attempt', attempt, delay, cause.code));`,
    highWaterMark && `task.onDrain(() => console.log('drained'));`,
  ];
  const listening = [listeners('task.on', statementOf('task.send', send, style), style), ...more.filter(Boolean)].join('\n');
  return [CONNECTIONS[style.results](connecting), listening];
}

const CONNECTIONS = {
  callbacks: (connecting) => `const task = ${connecting};`,
  promise: (connecting) => `const { socketTask: task } = ${connecting};`,
  tuple: (connecting) => `const [err, res] = ${connecting};\nif (err) throw err;\nconst { socketTask: task } = res;`,
};

function onGlobals(style, own, send) {
  return [
    listeners('uni.onSocket', statementOf('uni.sendSocketMessage', send, style), style),
    statementOf('uni.connectSocket', sourcesOf(own), style),
  ];
}

function listeners(on, sending, style) {
  return [
    `${on}Open(${functionKeyword(style)} () {\n  ${indented(sending)}\n});`,
    ...(style.hasLoop
      ? []
      : [
          `${on}Message(({ data }) => console.log('message', data));`,
          `${on}Error(({ errMsg, errCode }) => console.error(errMsg, errCode));`,
        ]),
    `${on}Close(({ code, reason }) => console.log('close', code, reason));`,
  ].join('\n');
}

/** Source texts by the option's name; an object of options is one too. */
const sourcesOf = (options) =>
  Object.fromEntries(
    Object.entries(options).map(([name, { source, members }]) => [name, members ? objectOf(sourcesOf(members)) : source]),
  );

/** The call, and what is done about how it ends. */
function statementOf(name, sources, style) {
  const call = callOf(name, sources, style);
  if (style.results !== 'tuple') return `${call};`;
  return `const [err] = ${call};\nif (err) console.error(err.errMsg, err.errCode);`;
}

function callOf(name, sources, { results }) {
  if (results !== 'callbacks') return `await ${name}(${Object.keys(sources).length > 0 ? objectOf(sources) : ''})`;
  const callbacks = {
    success: '({ errMsg }) => console.log(errMsg)',
    fail: '({ errMsg, errCode }) => console.error(errMsg, errCode)',
  };
  return `${name}(${objectOf({ ...sources, ...callbacks })})`;
}

/** On one line if it fits. */
function objectOf(sources) {
  const properties = Object.entries(sources).map(([key, source]) => `${key}: ${source}`);
  const line = `{ ${properties.join(', ')} }`;
  if (line.length <= WIDTH && !line.includes('\n')) return line;
  return `{\n${properties.map((property) => `  ${indented(property)},\n`).join('')}}`;
}

const functionKeyword = ({ results }) => (results === 'callbacks' ? 'function' : 'async function');

const indented = (source) => source.replaceAll('\n', '\n  ');
