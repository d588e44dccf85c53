// An echo in a mini-program and on H5, which stays connected.

import { Button, Input, Text, View } from '@tarojs/components';
import { useLoad, useUnload } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { uni } from '../../sockets';

export default function Index() {
  const task = useRef();
  const [state, setState] = useState('connecting');
  const [text, setText] = useState('');
  const [lines, setLines] = useState([]);
  const show = (line) => setLines((before) => [...before, line]);

  useLoad(({ server = 'ws://127.0.0.1:8017' }) => {
    const url = `${decodeURIComponent(server)}/echo`;
    task.current = uni.connectSocket({ url, reconnect: true, fail: console.error });
    task.current.onOpen(() => setState('open'));
    task.current.onReconnecting(() => setState('reconnecting'));
    task.current.onMessage(({ data }) => show(data));
    task.current.onClose(({ code, reason }) => setState(`closed: ${code} ${reason}`));
  });

  useUnload(() => task.current.close());

  function send() {
    task.current.send({ data: text, success: () => setText(''), fail: ({ errMsg }) => show(errMsg) });
  }

  return (
    <View>
      <Text id="state">{state}</Text>
      <Input value={text} placeholder="What to send" onInput={({ detail }) => setText(detail.value)} onConfirm={send} />
      <Button onClick={send}>Send</Button>
      {lines.map((line, index) => (
        <View key={index}>{line}</View>
      ))}
    </View>
  );
}
