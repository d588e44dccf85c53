// mqtt, the package, on sockets of uni-socket.

import mqtt from 'mqtt';
import { openWebSocket } from './web-socket.js';

const broker = new URLSearchParams(location.search).get('server') ?? 'ws://127.0.0.1:9001/mqtt';
const state = document.querySelector('#state');
const form = document.querySelector('form');

// It reconnects by itself, so its sockets do not.
const client = mqtt.connect(broker, { createWebsocket: openWebSocket });

client.on('connect', () => (state.value = 'connected'));
client.on('reconnect', () => (state.value = 'connecting'));
client.on('close', () => (state.value = 'not connected'));
client.on('error', ({ message }) => log(message));
client.on('message', (topic, payload) => log(`${topic}: ${payload}`));
client.subscribe('uni-socket/#');

form.addEventListener('submit', (event) => {
  event.preventDefault();
  client.publish(form.topic.value, form.text.value, { qos: 1 });
  form.text.value = '';
});

function log(text) {
  const line = document.createElement('li');
  line.textContent = text;
  document.querySelector('#log').append(line);
}
