import { Text, View } from '@tarojs/components';
import Taro, { useLoad } from '@tarojs/taro';
import { useState } from 'react';
import { backend, uni } from '../../sockets';

/** A conversation with the server; resolves what the page has seen of it. */
function talk(server) {
  const heard = [];
  const task = uni.connectSocket({ url: `${server}/echo` });
  const promise = task instanceof Promise;
  const member = typeof task.onMessage;
  task.onOpen(() => task.send({ data: 'hello' }));
  task.onMessage(({ data }) => {
    if (typeof data === 'string') {
      heard.push(data);
      task.send({ data: new Uint8Array([1, 2, 255]).buffer });
    } else {
      heard.push(Array.from(new Uint8Array(data)));
      task.close({ code: 3000, reason: 'enough' });
    }
  });
  const platform = Taro.getEnv();
  return new Promise((resolve) => {
    task.onClose((close) => resolve({ backend, promise, member, heard, close, platform, installed: installed() }));
  });
}

/** Where does `install(Taro)` reach? For H5 Taro's compiler turns a written `Taro.connectSocket` into an import of its own. */
function installed() {
  const ours = (taro) => taro.connectSocket === uni.connectSocket;
  return { asValue: ours(Taro), written: Taro.connectSocket === uni.connectSocket };
}

export default function Index() {
  const [seen, setSeen] = useState('');
  useLoad(({ server }) => {
    talk(decodeURIComponent(server)).then((result) => setSeen(JSON.stringify(result)));
  });
  return (
    <View>
      <Text id="seen">{seen}</Text>
    </View>
  );
}
