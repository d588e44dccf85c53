// Is a connection's account right? What the page handed over, what the server received, what came back, and what was said of
// the end have to fit together.

import { ECHOING, OWN_CODES } from './ledger.js';

/**
 * What is wrong with a connection that is over, as sentences: none if nothing is.
 * @param connection as the page's ledger tells of it (ledger.js)
 * @param received how the messages begin that the server received over it, in their order
 */
export function audit({ tag, path, handed, echoed, told, over }, received) {
  const wrong = [];
  const other = received.findIndex((head, place) => head !== handed[place]);
  if (other >= 0) {
    // One that failed, was doubled or overtook another is none that was handed over there.
    wrong.push(`message ${other + 1} at the server is ${received[other]}, and not ${handed[other] ?? 'any'}`);
  }
  if (echoed > received.length) wrong.push(`${echoed} echoes of ${received.length} messages`);
  if (told?.clean && !over.clean) wrong.push('the end was told as clean, and the host says that it was not');
  if (isAskedFor(told)) {
    if (received.length < handed.length)
      wrong.push(`${handed.length - received.length} messages are lost, and the end was clean`);
  } else if (told?.clean && ECHOING.includes(path)) {
    wrong.push(`a clean end that nobody has asked for, with ${told.code}`);
  }
  return wrong.map((what) => `${tag} (${path}): ${what}`);
}

/** Whether the page has closed a connection, and the peer has agreed: then it has had all that was sent. */
const isAskedFor = (told) => told?.clean && OWN_CODES.includes(told.code);
