// What does a close code mean? RFC 6455, the registry of IANA, and what is this library's own.

import { t, words } from './i18n.js';

const MEANINGS = {
  1000: words('normal closure: the purpose is fulfilled'),
  1001: words('going away: the server is shutting down, or the page was left'),
  1002: words('protocol error: the peer broke the rules of WebSocket'),
  1003: words('unsupported data: the peer does not take this kind of message'),
  1005: words('no code: closed in good order, without saying why'),
  1006: words('broken: the connection ended without a close frame, or never came to be'),
  1007: words('invalid payload: a text was not UTF-8, or data not what the peer expects'),
  1008: words('policy violation: the peer refuses, without a better code'),
  1009: words('too big: a message was larger than the peer takes'),
  1010: words('missing extension: the client wanted one that the server does not have'),
  1011: words('server error: something unexpected happened there'),
  1012: words('service restart: the server comes back soon'),
  1013: words('try again later: the server has too much to do'),
  1014: words('bad gateway: a server in between got no good answer'),
  1015: words('TLS failure: there was no secure connection'),
  3000: words('unauthorized: the peer wants to know who is there'),
  3003: words('forbidden: the peer knows, and refuses'),
  3008: words('timeout: the peer has waited too long'),
  4408: words('no sign of life: nothing has come within the heartbeat’s timeout'),
};

/** The meaning in words. */
export function meaningOf(code) {
  if (MEANINGS[code]) return t(MEANINGS[code]);
  if (code >= 4000) return t('private: the application has agreed on it');
  if (code >= 3000) return t('registered by a library or framework');
  return t('reserved: not defined');
}
