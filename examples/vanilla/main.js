// uni-app's global functions in a page without uni-app: the script tag has put them on `uni`.

const server = new URLSearchParams(location.search).get('server') ?? 'ws://127.0.0.1:8017';

uni.onSocketOpen(() => log('open'));
uni.onSocketMessage(({ data }) => log(`received: ${data}`));
uni.onSocketError(({ errMsg, errCode }) => log(`${errMsg} (${errCode})`));
uni.onSocketClose(({ code, reason }) => log(`closed: ${code} ${reason}`));

uni.connectSocket({ url: `${server}/echo`, fail: ({ errMsg }) => log(errMsg) });

document.querySelector('form').addEventListener('submit', (event) => {
  event.preventDefault();
  const data = event.target.text.value;
  uni.sendSocketMessage({ data, success: () => log(`sent: ${data}`), fail: ({ errMsg }) => log(errMsg) });
  event.target.reset();
});

document.querySelector('#close').addEventListener('click', () => {
  uni.closeSocket({ code: 1000, reason: 'enough', fail: ({ errMsg }) => log(errMsg) });
});

function log(text) {
  const line = document.createElement('li');
  line.textContent = text;
  document.querySelector('#log').append(line);
}
