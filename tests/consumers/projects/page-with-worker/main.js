const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
worker.onmessage = ({ data }) => document.body.append(data);
worker.postMessage(new URLSearchParams(location.search).get('echo'));
