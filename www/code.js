// Which program does what the forms are set to do?

import { specifierOf } from './build.js';
import { sourceOf } from './values.js';

const WIDTH = 60;

/**
 * The program's text.
 * @param style `{ build, results: 'callbacks' | 'promise', scope: 'task' | 'global' }`
 * @param options of connectSocket, as values.js makes them
 * @param send,close the options of these calls, as source texts and as values
 */
export function programOf(style, options, send, close) {
  const before = Object.values(options).flatMap(({ before: statement }) => statement ?? []);
  const blocks = style.scope === 'task' ? onTask(style, options, send) : onGlobals(style, options, send);
  const sources = Object.fromEntries(Object.entries(close).map(([name, value]) => [name, sourceOf(value)]));
  const closing = callOf(style.scope === 'task' ? 'task.close' : 'uni.closeSocket', sources, style);
  const end = `${functionKeyword(style)} end() {\n  ${indented(closing)};\n}`;
  const head = `import { uni } from '${specifierOf(style.build)}';`;
  return `${[head, ...(before.length > 0 ? [before.join('\n')] : []), ...blocks, end].join('\n\n')}\n`;
}

function onTask(style, options, send) {
  const connecting = callOf('uni.connectSocket', sourcesOf(options), style);
  const receiver = style.results === 'promise' ? '{ socketTask: task }' : 'task';
  const more = [
    options.reconnect &&
      `task.onReconnecting(({ attempt, delay, cause }) => console.log('attempt', attempt, delay, cause.code));`,
    options.highWaterMark && `task.onDrain(() => console.log('drained'));`,
  ];
  const listening = [listeners('task.on', callOf('task.send', send, style), style), ...more.filter(Boolean)].join('\n');
  return [`const ${receiver} = ${connecting};`, listening];
}

function onGlobals(style, options, send) {
  return [
    listeners('uni.onSocket', callOf('uni.sendSocketMessage', send, style), style),
    `${callOf('uni.connectSocket', sourcesOf(options), style)};`,
  ];
}

function listeners(on, sending, style) {
  return `${on}Open(${functionKeyword(style)} () {
  ${indented(sending)};
});
${on}Message(({ data }) => console.log('message', data));
${on}Error(({ errMsg, errCode }) => console.error(errMsg, errCode));
${on}Close(({ code, reason }) => console.log('close', code, reason));`;
}

/** Source texts by the option's name; an object of options is one too. */
const sourcesOf = (options) =>
  Object.fromEntries(
    Object.entries(options).map(([name, { source, members }]) => [name, members ? objectOf(sourcesOf(members)) : source]),
  );

function callOf(name, sources, { results }) {
  if (results === 'promise') return `await ${name}(${Object.keys(sources).length > 0 ? objectOf(sources) : ''})`;
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

const functionKeyword = ({ results }) => (results === 'promise' ? 'async function' : 'function');

const indented = (source) => source.replaceAll('\n', '\n  ');
