// What a chat needs of a socket: it comes back by itself, and what one says meanwhile waits.

import { uni } from 'uni-socket';

const parameters = new URLSearchParams(location.search);
const server = parameters.get('server') ?? 'ws://127.0.0.1:8017';
const room = parameters.get('room') ?? 'tea';

const state = document.querySelector('#state');
const form = document.querySelector('form');
form.name.value = parameters.get('name') ?? `guest ${Math.ceil(Math.random() * 99)}`;

const task = uni.connectSocket({
  // The server sends each message to all others in the room, and keeps none.
  url: `${server}/room?name=${encodeURIComponent(room)}`,
  reconnect: true,
  queue: { maxMessages: 100, maxAge: 60_000 },
  fail: console.error,
});

task.onOpen(() => (state.value = 'online'));
task.onReconnecting(({ delay }) => (state.value = `offline, trying again in ${Math.ceil(delay / 1000)} s`));
task.onClose(({ code, reason }) => (state.value = `closed: ${code} ${reason}`));
task.onMessage(({ data }) => {
  const { name, text } = JSON.parse(data);
  show(name, text);
});

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const message = { name: form.name.value, text: form.text.value };
  form.text.value = '';
  const line = show(message.name, message.text);
  line.classList.add('waiting');
  try {
    await task.send({ data: JSON.stringify(message) });
    line.classList.remove('waiting');
  } catch ({ errMsg }) {
    line.append(` (not sent: ${errMsg})`);
  }
});

function show(name, text) {
  const line = document.createElement('li');
  line.textContent = `${name}: ${text}`;
  document.querySelector('#said').append(line);
  return line;
}
