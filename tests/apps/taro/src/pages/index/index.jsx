import { Text, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { backend, uni } from 'uni-socket';
import { useEffect, useState } from 'react';

/** A conversation with the server; resolves what the page has seen of it. */
function talk() {
  const heard = [];
  const task = uni.connectSocket({ url: `${new URLSearchParams(location.search).get('server')}/echo` });
  const promise = task instanceof Promise;
  const member = typeof task.onMessage;
  task.onOpen(() => task.send({ data: 'hello' }));
  task.onMessage(({ data }) => {
    heard.push(data);
    task.close({ code: 3000, reason: 'enough' });
  });
  const platform = Taro.getEnv();
  return new Promise((resolve) => {
    task.onClose((close) => resolve({ backend, promise, member, heard, close, platform, installed: installed() }));
  });
}

/** Where does `install(Taro)` reach? Taro's compiler turns a written `Taro.connectSocket` into an import of its own. */
function installed() {
  const ours = (taro) => taro.connectSocket === uni.connectSocket;
  return { asValue: ours(Taro), written: Taro.connectSocket === uni.connectSocket };
}

export default function Index() {
  const [seen, setSeen] = useState('');
  useEffect(() => {
    talk().then((result) => setSeen(JSON.stringify(result)));
  }, []);
  return (
    <View>
      <Text id="seen">{seen}</Text>
    </View>
  );
}
