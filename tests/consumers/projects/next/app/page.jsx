'use client';

import { useEffect, useState } from 'react';
import { backend, uni } from 'uni-socket';

export default function Page() {
  const [heard, setHeard] = useState(`nothing yet, but ${typeof uni.connectSocket}s are there`);
  useEffect(() => {
    const task = uni.connectSocket({ url: new URLSearchParams(location.search).get('echo'), complete() {} });
    task.onOpen(() => task.send({ data: 'hello' }));
    task.onMessage(({ data }) => setHeard(`${data} over ${backend}`));
    return () => task.close();
  }, []);
  return <p>{heard}</p>;
}
