// What can be tried against this server? Its endpoints are described in server/src/endpoints/.

/** Where this page comes from, as sockets see it. */
export const SERVER = location.origin.replace(/^http/, 'ws');

export const PRESETS = [
  { name: 'Echo', url: `${SERVER}/echo` },
  { name: 'What the handshake looked like', url: `${SERVER}/headers` },
  { name: 'Subprotocol', url: `${SERVER}/protocol?pick=chat`, protocols: 'chat, superchat' },
  { name: 'Flood of 20,000 texts', url: `${SERVER}/flood?count=20000&size=64` },
  { name: 'Flood of 1,000 binary messages', url: `${SERVER}/flood?count=1000&size=1024&binary=true` },
  { name: 'Reads and discards', url: `${SERVER}/sink` },
  { name: 'Closes after one message', url: `${SERVER}/close?code=4001&reason=enough&after=1` },
  { name: 'Breaks the connection after one message', url: `${SERVER}/reset?after=1` },
  { name: 'Refuses the handshake', url: `${SERVER}/refuse?status=403` },
  { name: 'Never answers the handshake', url: `${SERVER}/hang`, timeout: '2000' },
  { name: 'Never answers the close', url: `${SERVER}/silent` },
  { name: 'No WebSocket URL', url: 'ftp://example.com/' },
];
