// Would a browser take this address, and these fields of a header? A mini-program's host says so late, each in its own way, or not
// at all; here it is said at once, for all (CONN-4). What is wrong is not repeated: an address and a field may hold a secret.

/** Scheme, host (an IPv6 address in brackets), port, and what follows; no fragment. */
const ADDRESS = /^wss?:\/\/([^\s/?#@:[\]]+|\[[\da-f:.]+\])(:\d{1,5})?([/?][^\s#]*)?$/i;
/** RFC 9110: a token. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;
const LAST_PORT = 65_535;
/** RFC 9110, 5.5: what ends a field, and lets another one in. */
const ENDS_FIELD = /[\r\n\0]/;

/** Throws a SyntaxError, as the standard's does. */
export function checkAddress(url, protocols) {
  const [, , port] = ADDRESS.exec(url) ?? [];
  if (!ADDRESS.test(url) || (port && Number(port.slice(1)) > LAST_PORT)) {
    throw new SyntaxError('the URL is not one of ws: or wss:');
  }
  const offered = protocols.map((protocol) => protocol.toLowerCase());
  for (const protocol of offered) {
    if (!TOKEN.test(protocol)) throw new SyntaxError(`the protocol "${protocol}" is not a token`);
    if (offered.indexOf(protocol) !== offered.lastIndexOf(protocol)) {
      throw new SyntaxError(`the protocol "${protocol}" is offered twice`);
    }
  }
}

/** Throws a SyntaxError at a field that would be more than one. */
export function checkHeader(header) {
  for (const [name, value] of Object.entries(Object(header))) {
    if (!TOKEN.test(name)) throw new SyntaxError('the name of a header field is not a token');
    if (ENDS_FIELD.test(value)) throw new SyntaxError(`the header field "${name}" has a line break or a NUL in it`);
  }
}
