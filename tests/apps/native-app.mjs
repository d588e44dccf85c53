// How does the build of an app (`uni build -p app`) run without a phone? In a realm of its own, on uni-app's own runtime of the
// service layer, over a native side that is simulated: its sockets, its webview, and the little else that a start asks for.

import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import { fromBase64, toBase64 } from '../hosts/simulated/alipay.mjs';
import { createDevice } from '../hosts/simulated/device.mjs';
import { createRealm } from '../hosts/simulated/realm.mjs';
import { variants } from '../hosts/simulated/variants.js';
import { within } from './patience.mjs';

/** The page that is opened first, and the webview that is there from the start. */
const LAUNCH = '1';

/**
 * Starts the app of `folder`, which opens its page `route`.
 * @param packages the folder of the packages, uni-app's runtime among them
 * @param query what the page is loaded with
 */
export async function runNativeApp({ folder, packages, route, query }) {
  const thrown = [];
  const guard = (run, ...given) => {
    try {
      return run(...given);
    } catch (error) {
      thrown.push(error);
      return undefined;
    }
  };
  const { context, realm, stop } = createRealm(variants.app, { guard });
  const device = createDevice(variants.app);
  const view = createView((type, data) => realm.UniServiceJSBridge.subscribeHandler(type, data, LAUNCH));
  const native = createNative({ device, guard, view, route, query: new URLSearchParams(query).toString() });
  const read = (file) => readFileSync(join(folder, file), 'utf8');
  const run = (code, globals) =>
    vm.compileFunction(code, Object.keys(globals), { parsingContext: context }).call(undefined, ...Object.values(globals));

  let hidden;
  const service = {
    register(_, { create }) {
      const { __uniConfig, __uniRoutes, ...others } = create(LAUNCH, native, {}).instance;
      Object.assign(realm, { __uniConfig, __uniRoutes });
      hidden = others;
    },
  };
  // The runtime has the global object, and the app has not: its configuration hides it, and what browsers have.
  Object.assign(realm, native, { global: realm });
  run(read('app-config-service.js'), { service });
  vm.runInContext(await runtimeOf(packages), context);
  Object.assign(realm, realm.runtime.globals);
  run(read('app-service.js'), hidden);
  view.ready();

  return {
    /** Resolves the first text of the page. */
    shows: () => within(view.text, thrown),
    thrown,
    end() {
      stop();
      device.end();
    },
  };
}

/**
 * The service layer of uni-app and its Vue, of the project's packages. What joins the two comes with the native side only:
 * an app is made ready, and registered once it is mounted (S).
 */
const RUNTIME = `
  import * as Vue from 'vue';
  import { initApp } from '@dcloudio/uni-app-plus/dist/uni.vue.js';
  import service from '@dcloudio/uni-app-plus/dist/uni.runtime.esm.js';

  function createVueApp(...given) {
    const app = Vue.createVueApp(...given);
    initApp(app);
    const { mount } = app;
    app.mount = (place) => {
      const instance = mount(place);
      service.__registerApp(instance);
      return instance;
    };
    return app;
  }

  export const globals = { ...service, Vue: { ...Vue, createVueApp } };
`;

async function runtimeOf(packages) {
  const { outputFiles } = await build({
    stdin: { contents: RUNTIME, resolveDir: packages },
    alias: { vue: join(packages, '@dcloudio/uni-app-vue/dist/vue.runtime.esm.prod.js') },
    define: { 'process.env.NODE_ENV': '"production"', 'exports.platform': '"Android"' },
    format: 'iife',
    globalName: 'runtime',
    bundle: true,
    write: false,
  });
  return outputFiles[0].text;
}

/** Of the actions of a page's tree: the words that the others count, and the text of an element. */
const [DICTIONARY, TEXT] = [0, 10];

/** The view layer: it says that it is ready, and is told in numbered actions what to show. */
function createView(tell) {
  let shown;
  const text = new Promise((resolve) => {
    shown = resolve;
  });
  function sync(actions) {
    const dictionary = actions.find(([type]) => type === DICTIONARY)?.[1];
    for (const [type, , word] of actions) if (type === TEXT && dictionary[word]) shown(dictionary[word]);
  }
  const webview = {
    id: LAUNCH,
    addEventListener() {},
    setStyle() {},
    show() {},
    getStyle: () => ({}),
    getSafeAreaInsets: () => ({ top: 0, right: 0, bottom: 0, left: 0 }),
    // `… UniViewJSBridge.subscribeHandler("vdSync",[…],1)`
    evalJS(code) {
      const [, event, data] = /subscribeHandler\("(\w+)",(.*),\d+\)$/.exec(code);
      if (event === 'vdSync') sync(JSON.parse(data));
    },
  };
  return { webview, text, ready: () => tell('onWebviewReady', {}) };
}

/** The globals of the native side. */
function createNative({ device, guard, view, route, query }) {
  const nothing = () => {};
  const events = { addEventListener: nothing, removeEventListener: nothing };
  const modules = {
    globalEvent: events,
    plus: {
      getRedirectInfo: () => ({ path: route, query }),
      getLanguage: () => 'en',
      getSystemInfoSync: () => ({ osName: 'simulated', uniPlatform: 'app' }),
    },
    'uni-webSocket': createNativeSockets(device, guard),
  };
  return {
    weex: {
      config: { env: { scale: 1, deviceWidth: 360 } },
      requireModule: (name) => modules[name],
    },
    plus: {
      globalEvent: events,
      key: events,
      screen: { scale: 1, getCurrentSize: () => ({ resolutionWidth: 360, resolutionHeight: 640 }) },
      os: { name: 'Android', version: '14' },
      runtime: { channel: '', launcher: 'default' },
      navigator: {
        isImmersedStatusbar: () => false,
        setStatusBarStyle: nothing,
        getUIStyle: () => 'light',
        getSafeAreaInsets: () => ({ deviceTop: 0, deviceRight: 0, deviceBottom: 0, deviceLeft: 0 }),
      },
      webview: {
        // For the next page, ahead of time.
        create: (_, id) => ({ ...view.webview, id }),
        getLaunchWebview: () => view.webview,
        getWebviewById: () => view.webview,
      },
    },
  };
}

/** The native module of sockets, as uni-app's runtime asks for it (S): numbered, and what is binary in base64. */
function createNativeSockets(device, guard) {
  const sockets = new Map();
  const listeners = {};
  const tell = (name, event) => guard(listeners[name], event);
  const register = (name) => (listener) => (listeners[name] = listener);
  return {
    onopen: register('open'),
    onmessage: register('message'),
    onerror: register('error'),
    onclose: register('close'),
    WebSocket({ id, url, protocol, header }) {
      const hear = {
        opened: () => tell('open', { id }),
        message: (data) => tell('message', { id, data: typeof data === 'string' ? data : { base64: toBase64(data) } }),
        failed: (why) => tell('error', { id, data: why }),
        closed: (code, reason) => tell('close', { id, code, reason }),
      };
      const socket = device.createSocket({ url, header, protocols: protocol ? protocol.split(',') : [] }, hear);
      sockets.set(id, socket);
      socket.begin();
    },
    send: ({ id, data }) => sockets.get(id).send(typeof data === 'object' ? fromBase64(data.base64) : data, () => {}),
    close: ({ id, args: { code, reason } }) => sockets.get(id).close(code, reason),
  };
}
