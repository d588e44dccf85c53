// What does a simulated host have to get right? The fifteen properties, and how well each is known. Evidence: D vendor's
// documentation, T vendor's type package, S read in the source of uni-app, Taro or wasm-bindgen, M measured, P a third
// party's report from a device or an IDE, ? not verified: the choice that is harder for a program was taken.

export const properties = {
  1: ['a realm of its own, no code from strings or bytes, CommonJS modules, files of the package only', 'D P'],
  2: ['what a browser or Node has and the logic layer has not is absent', 'D P'],
  3: ['timers, console, Promise (on iOS 15 and older made of timers) and typed arrays are there', 'D'],
  4: ['WebAssembly by the path of a file, under a name of the host’s own', 'D T P S'],
  5: ['buffers are made in the host’s realm, and never a view', 'P'],
  6: ['connectSocket returns a task at once; success comes later, and before open; what is refused fails', 'T P'],
  7: ['no more than five sockets, one in the single mode of Alipay', 'D P'],
  8: ['send takes text and ArrayBuffers, of an open socket, and succeeds when they were handed over', 'T D'],
  9: ['close takes 1000 and 3000-4999 and 123 bytes; before open it fails or ends; one event', 'T D P'],
  10: ['each host has shapes of its own for what it tells', 'T D S'],
  11: ['who listens late has missed it', 'D S'],
  12: ['a listener that throws does no harm; the background ends sockets', 'D'],
  13: ['what goes over the wire: TLS, header without Referer, subprotocols', 'D'],
  14: ['options are read during the call, unknown ones ignored, what is told is plain objects', 'S'],
  15: ['canIUse, getSystemInfoSync, and names that can be listed', 'D S'],
};
