// What the examples take as given, in the page (given.d.ts).

Object.assign(globalThis, {
  freshToken: async () => 'fresh',
  show() {},
  showProgress() {},
  showFailure() {},
  file: new File([new Uint8Array(1_000_000)], 'holiday.jpg'),
  // Without sockets: the page's own are used.
  wx: {},
  // Of a page that uni-app has built.
  uni: { connectSocket() {}, showToast() {} },
});
