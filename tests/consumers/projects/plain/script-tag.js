uni.onSocketMessage(function (res) {
  document.body.append(res.data + ' over ' + uniSocket.backend);
});
uni.onSocketOpen(function () {
  uni.sendSocketMessage({ data: 'hello' });
});
uni.connectSocket({ url: new URLSearchParams(location.search).get('echo') });
