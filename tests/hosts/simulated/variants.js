// Which hosts are simulated, and in what do they differ? The letters are those of properties.js; what has none is theirs.

/** WeChat on a phone, current base library; the others say what is different there. */
const weixin = {
  global: 'wx',
  shape: 'wx-like',
  // P 7: at once, those connecting and closing included.
  limit: 5,
  // T: of connectSocket, for canIUse; `timeout` since 2.10.0.
  options: ['url', 'header', 'protocols', 'timeout', 'tcpNoDelay', 'perMessageDeflate', 'forceCellularNetwork'],
  // T: functions without a task.
  hasGlobalFunctions: true,
  // P: refused calls are told to onError and onSocketError too.
  tellsRefusalsTwice: true,
  // ?: whether a socket that is connecting can be closed; historically not (P).
  closesBeforeOpen: true,
  // D: nothing says that a server has to choose one of the subprotocols, as only ByteDance does.
  strictSubprotocols: false,
  // S: an error of an open or connecting socket is followed by its close.
  closesAfterError: true,
  // T: what the events of a task carry beyond the common.
  extras: { open: { profile: { fetchStart: 0, cost: 1 } }, message: {}, close: {} },
  tellsHeader: true,
  // D 1.1: base library 2.13.0 and 2.14.0 (`.wasm.br`).
  webAssembly: { name: 'WXWebAssembly', result: 'instance and module', relativeTo: '/' },
  hasLifecycle: true,
  version: '3.8.0',
};

/** Beside D, nobody public has looked into these runtimes: they copy WeChat's API, without WebAssembly. */
const likeWeixin = {
  ...weixin,
  options: ['url', 'header', 'protocols'],
  webAssembly: undefined,
  extras: { open: {}, message: {}, close: {} },
};

const alipay = {
  global: 'my',
  shape: 'alipay',
  limit: 5,
  // D: protocols and timeout (10.3.30) too; a ws: URL is error 20.
  options: ['url', 'data', 'header', 'protocols', 'timeout', 'multiple'],
  // D: base library 2.3.1.
  hasTasks: true,
  closesBeforeOpen: true,
  strictSubprotocols: false,
  closesAfterError: true,
  hasLifecycle: true,
  // D: the Worker only. P: in the logic layer the standard's own is there, undocumented.
  webAssembly: { name: 'MYWebAssembly', result: 'instance and module', relativeTo: undefined, only: 'worker' },
  hasStandardWebAssembly: true,
  // P: the simulator has no globalThis and no BigInt, neither has a queueMicrotask.
  absent: ['globalThis', 'BigInt', 'BigInt64Array', 'BigUint64Array'],
  version: '2.9.8',
};

const alipaySingle = {
  ...alipay,
  options: ['url', 'data', 'header'],
  limit: 1,
  hasTasks: false,
  webAssembly: undefined,
  hasStandardWebAssembly: false,
  version: '2.0.0',
};

export const variants = {
  weixin,
  // P: DevTools have what the phone lacks.
  'weixin-devtools': { ...weixin, hasTextCodec: true },
  // D: iOS 15 and older; T: a bare Instance; D: no exported Globals. ?: names of header fields as iOS writes them.
  'weixin-ios': {
    ...weixin,
    promiseOfTimers: true,
    headerInCapitals: true,
    webAssembly: { ...weixin.webAssembly, result: 'instance', withoutGlobals: true },
  },
  alipay,
  'alipay-single': alipaySingle,
  toutiao: {
    ...likeWeixin,
    global: 'tt',
    hasGlobalFunctions: false,
    tellsRefusalsTwice: false,
    // D: one of those offered has to be chosen, or the connection fails.
    strictSubprotocols: true,
    // P: by the wrapper of the modules; `global` is there, and is not the real one.
    shadowed: { globalThis: undefined, global: {} },
    // T: a code may be text.
    extras: {
      open: { protocolType: 'websocket', socketType: 'ttnet' },
      message: { protocolType: 'websocket', socketType: 'ttnet' },
      close: { errMsg: 'onClose:ok', protocolType: 'websocket', socketType: 'ttnet' },
    },
    tellsCodeAsText: true,
    // D 2.34.0.0; P: a relative path is one of the page's folder.
    webAssembly: { name: 'TTWebAssembly', result: 'instance and module', relativeTo: '/pages/index/', compiles: true },
    version: '3.1.0',
  },
  // D: failures have an errCode, as 302 for a capability that is not found.
  baidu: { ...likeWeixin, global: 'swan', tellsRefusalsTwice: false, failureCode: 302 },
  qq: { ...likeWeixin, global: 'qq', closesBeforeOpen: false },
  kuaishou: { ...likeWeixin, global: 'ks' },
  jd: { ...likeWeixin, global: 'jd', closesBeforeOpen: false },
  xhs: { ...likeWeixin, global: 'xhs' },
  lark: { ...likeWeixin, global: 'tt', hasGlobalFunctions: true, tellsRefusalsTwice: false },
  // S: the host is uni-app's own `uni`, in the service layer of App; its native sockets have no number that is known.
  app: {
    global: 'uni',
    shape: 'app',
    limit: Infinity,
    options: ['url', 'header', 'protocols', 'method'],
    closesBeforeOpen: true,
    strictSubprotocols: false,
    // S, issue 1619: none is told after an error.
    closesAfterError: false,
    hasLifecycle: true,
    // S: the native side of HTML5+.
    globals: { plus: {} },
    version: '5.07',
  },
  // ?: no host known to lack all of it; it shows what a program may not lean on.
  poorest: {
    ...likeWeixin,
    limit: 5,
    hasGlobalFunctions: false,
    tellsRefusalsTwice: false,
    closesBeforeOpen: false,
    closesAfterError: false,
    tellsHeader: false,
    resultsAreLate: true,
    hasLifecycle: false,
    hasExtras: false,
    absent: ['globalThis', 'BigInt', 'BigInt64Array', 'BigUint64Array', 'Proxy', 'Symbol.asyncIterator'],
  },
};

/** Beyond those that the contract runs on: other answers to one question. */
export const others = {
  // D: on iOS and in the IDE a second socket ends the first.
  'alipay-single-ios': { ...alipaySingle, replacesFirst: true },
  // S: an interpreter for WebAssembly, paths or bytes, and a late onOpen is told what it has missed.
  dimina: {
    ...weixin,
    replaysOpen: true,
    webAssembly: { ...weixin.webAssembly, takesBytes: true, isInterpreter: true },
  },
};
