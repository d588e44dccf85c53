// A socket to nowhere, in the place of the host's: what a test does with it the host would have done.

export class StubSocket {
  static last;
  bufferedAmount = 0;
  protocol = '';
  sent = 0;

  constructor(url) {
    if (!url.startsWith('ws:')) throw new SyntaxError(`not of a socket: ${url}`);
    StubSocket.last = this;
  }

  send() {
    this.sent += 1;
  }

  close() {}
}
