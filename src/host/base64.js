// How do bytes travel as text? For a host that takes and gives nothing else (Alipay); `atob` and `btoa` may be missing there.

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function toBase64(buffer) {
  const bytes = new Uint8Array(buffer);
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    // Beyond the end there is nothing, which counts as 0.
    const group = (bytes[i] << 16) | (bytes[i + 1] << 8) | bytes[i + 2];
    for (let place = 0; place < 4; place++) {
      text += i + place > bytes.length ? '=' : DIGITS[(group >> (18 - 6 * place)) & 63];
    }
  }
  return text;
}

export function fromBase64(text) {
  const digits = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  for (let i = 0, length = 0; i < digits.length; i++) {
    bits = (bits << 6) | DIGITS.indexOf(digits[i]);
    if (i % 4 > 0) bytes[length++] = bits >> (6 - 2 * (i % 4));
  }
  return bytes.buffer;
}
