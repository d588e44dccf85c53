// Which program does what the forms are set to do?

import { quote } from './payload.js';

/**
 * The program's text.
 * @param style `{ results: 'callbacks' | 'promise', scope: 'task' | 'global' }`
 * @param connect,close the options of these calls
 * @param data the source text of what is sent
 */
export function sourceOf(style, connect, data, close) {
  const blocks = style.scope === 'task' ? onTask(style, connect, data) : onGlobals(style, connect, data);
  const closing = callOf(style.scope === 'task' ? 'task.close' : 'uni.closeSocket', sourcesOf(close), style);
  const end = `${functionKeyword(style)} end() {\n  ${indented(closing)};\n}`;
  return `${["import { uni } from 'uni-socket';", ...blocks, end].join('\n\n')}\n`;
}

function onTask(style, connect, data) {
  const connecting = callOf('uni.connectSocket', sourcesOf(connect), style);
  const receiver = style.results === 'promise' ? '{ socketTask: task }' : 'task';
  return [
    `const ${receiver} = ${connecting};`,
    listeners('task.on', callOf('task.send', { data }, style), style),
  ];
}

function onGlobals(style, connect, data) {
  return [
    listeners('uni.onSocket', callOf('uni.sendSocketMessage', { data }, style), style),
    `${callOf('uni.connectSocket', sourcesOf(connect), style)};`,
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

/** @param sources source texts by the option's name */
function callOf(name, sources, { results }) {
  const properties = Object.entries(sources).map(([key, source]) => `${key}: ${source}`);
  if (results === 'promise') return `await ${name}(${objectOf(properties)})`;
  return `${name}(${objectOf([
    ...properties,
    'success: ({ errMsg }) => console.log(errMsg)',
    'fail: ({ errMsg, errCode }) => console.error(errMsg, errCode)',
  ])})`;
}

function objectOf(properties) {
  if (properties.length === 0) return '';
  const line = `{ ${properties.join(', ')} }`;
  return line.length <= 60 ? line : `{\n${properties.map((property) => `  ${property},\n`).join('')}}`;
}

const functionKeyword = ({ results }) => (results === 'promise' ? 'async function' : 'function');

const indented = (source) => source.replaceAll('\n', '\n  ');

const sourcesOf = (options) =>
  Object.fromEntries(Object.entries(options).map(([key, value]) => [key, sourceOfValue(value)]));

function sourceOfValue(value) {
  if (Array.isArray(value)) return `[${value.map(sourceOfValue).join(', ')}]`;
  return typeof value === 'string' ? quote(value) : String(value);
}
