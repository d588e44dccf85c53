// index.html?worker=<kind> <type> <file> starts such a worker; without a file it is the one of that type. Whatever it
// is, it answers on a channel.

const kinds = {
  dedicated: (address, type) => new Worker(address, { type }),
  shared: (address, type) => new SharedWorker(address, { type }),
  service: (address, type) => navigator.serviceWorker.register(address, { type }),
};

new BroadcastChannel('heard').onmessage = ({ data }) => document.body.append(data);
const parameters = new URLSearchParams(location.search);
const [kind, type, file = `${type}.js`] = parameters.get('worker').split(' ');
kinds[kind](`${file}?${parameters}`, type);
