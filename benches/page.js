// What runs in the page: one work by one contender, and then nothing of it is left.

import { contenders } from './contenders/all.js';

const PATIENCE = 20_000;
/** No other page's: a server counts by tag. */
const PAGE = Math.random().toString(36).slice(2);
let last = 0;

/**
 * Resolves `{ items, values }` of one sample.
 * @param addresses of the servers, `http://…`
 */
export async function sample(name, file, parameters, addresses) {
  const { connect } = await import(contenders[name].module);
  // A module for each contender: what the engine learns from one is not the other's.
  const { work } = await import(`./works/${file}.js?${name}`);
  const tag = `${PAGE}-${file}-${(last += 1)}`;
  const servers = addresses.map((address) => address.replace('http', 'ws'));
  const { sockets, items, values, messages } = await work(connect, {
    address: servers[last % servers.length],
    addresses: servers,
    tag,
    ...parameters,
  });
  if (messages) await observed(addresses, tag, 'messages', messages);
  for (const socket of sockets) socket.close();
  await observed(addresses, tag, 'ended', sockets.length);
  return { items, values };
}

/** Until the servers have counted `number` for the tag, together. */
async function observed(addresses, tag, key, number) {
  const end = performance.now() + PATIENCE;
  for (let seen = 0; seen < number; ) {
    if (performance.now() > end) throw new Error(`${tag}: ${seen} of ${number} ${key} have reached the server`);
    const answers = await Promise.all(addresses.map((address) => fetch(`${address}/observe?tag=${tag}`)));
    const counts = await Promise.all(answers.map((answer) => answer.json()));
    seen = counts.reduce((sum, count) => sum + count[key], 0);
  }
}
