// Would a browser's WebSocket take this address? A mini-program's host says so late, each in its own way, or not at all; here
// it is said at once, for all (CONN-4).

/** Scheme, host (an IPv6 address in brackets), port, and what follows; no fragment. */
const ADDRESS = /^wss?:\/\/([^\s/?#@:[\]]+|\[[\da-f:.]+\])(:\d{1,5})?([/?][^\s#]*)?$/i;
/** RFC 9110: a token. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
const LAST_PORT = 65_535;

/** Throws a SyntaxError, as the standard's does. */
export function checkAddress(url, protocols) {
  const [, , port] = ADDRESS.exec(url) ?? [];
  if (!ADDRESS.test(url) || (port && Number(port.slice(1)) > LAST_PORT)) {
    throw new SyntaxError(`the URL "${url}" is not one of ws: or wss:`);
  }
  const offered = protocols.map((protocol) => protocol.toLowerCase());
  for (const protocol of offered) {
    if (!TOKEN.test(protocol)) throw new SyntaxError(`the protocol "${protocol}" is not a token`);
    if (offered.indexOf(protocol) !== offered.lastIndexOf(protocol)) {
      throw new SyntaxError(`the protocol "${protocol}" is offered twice`);
    }
  }
}
