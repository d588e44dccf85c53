const uniSocket = require('uni-socket');

const task = uniSocket.uni.connectSocket({ url: new URLSearchParams(location.search).get('echo'), complete() {} });
task.onOpen(() => task.send({ data: 'hello' }));
task.onMessage(({ data }) => document.body.append(`${data} over ${uniSocket.backend}`));
