import { createSSRApp } from 'vue';
import App from './App.vue';
import { install, sockets } from './sockets.js';

install();
// #ifdef H5
// `uni build` turns `uni.connectSocket` in a page into an import of uni-app's own function, unless main.js itself
// assigns it. It knows these seven; the others are found on `uni`.
uni.connectSocket = sockets.connectSocket;
uni.sendSocketMessage = sockets.sendSocketMessage;
uni.closeSocket = sockets.closeSocket;
uni.onSocketOpen = sockets.onSocketOpen;
uni.onSocketMessage = sockets.onSocketMessage;
uni.onSocketError = sockets.onSocketError;
uni.onSocketClose = sockets.onSocketClose;
// #endif

export function createApp() {
  return { app: createSSRApp(App) };
}
