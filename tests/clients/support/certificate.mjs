// With what do the servers of others answer wss:, which is all that a mini-program may ask for? A certificate made for
// the run.

import { createRequire } from 'node:module';
import { CLIENTS } from './bundle.mjs';

const { generate } = createRequire(CLIENTS)('selfsigned');

/** Resolves `{ key, cert }`, as text. */
export async function makeCertificate() {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
  return { key, cert };
}
