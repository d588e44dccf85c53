// What stands in for TextDecoder where it may be missing (WeChat on a phone)? What the core has to say is ASCII.

export class TextDecoder {
  decode(bytes = []) {
    return String.fromCharCode(...bytes);
  }
}
