// How does the build of a mini-program run without a phone? In a simulated host (tests/hosts): its app.js, then a page of it,
// each with what a host of WeChat's kind calls and is asked for.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { createSimulation } from '../hosts/simulated/simulation.mjs';
import { within } from './patience.mjs';

/**
 * Starts the mini-program of `folder` on the simulated host `name`, one of variants.js, and opens its page `route`.
 * @param query what the page is loaded with, as it stands in an address
 */
export function runMiniProgram({ name, folder, route, query }) {
  const simulation = createSimulation(name, { folder });
  const { realm, variant, thrown } = simulation;
  const registered = {};
  const launch = { path: route, query, scene: 1001, referrerInfo: {} };
  const pages = [];
  Object.assign(realm, {
    App: (options) => (registered.app = { globalData: {}, ...options }),
    Page: (options) => (registered.page = options),
    Component: (options) => (registered.component = options),
    Behavior: (options) => options,
    getApp: () => registered.app,
    getCurrentPages: () => pages.slice(),
    // P: there, and not the global object. uni-app's runtime reads it.
    global: {},
  });
  Object.assign(realm[variant.global], {
    getLaunchOptionsSync: () => launch,
    getEnterOptionsSync: () => launch,
    getAppBaseInfo: () => ({ SDKVersion: variant.version, version: variant.version, language: 'en' }),
    getStorageSync: () => '',
    setStorage() {},
    setStorageSync() {},
    nextTick: setImmediate,
  });

  simulation.require('/app.js');
  registered.app.onLaunch?.(launch);
  registered.app.onShow?.(launch);
  simulation.require(`/${route}.js`);
  const page = createPage(registered, route, variant.global);
  pages.push(page.instance);
  page.open(query);
  const template = templateOf(folder, route);

  return {
    /** Resolves what `read` finds in the page's data and its template, once it finds something. */
    shows: (read) =>
      within(
        page.until((data) => read(data, template)),
        thrown,
      ),
    thrown,
    end: simulation.end,
  };
}

/** Reads what fills the element `id` of a template: `<text id="…">{{name}}</text>`. */
export function filled(id) {
  return (data, template) => data[new RegExp(`<text id="${id}">{{(\\w+)}}</text>`).exec(template)[1]];
}

/** Reads the text of the element `id` of a tree, which Taro's pages have for data. */
export function inTree(id) {
  const find = (node) => (node.uid === id ? node : (node.cn ?? []).map(find).find(Boolean));
  return ({ root }) => find(root)?.cn[0]?.v;
}

/** The one file of the page that is neither code nor style: .wxml, .axml, .swan … */
function templateOf(folder, route) {
  const place = join(folder, dirname(route));
  const name = basename(route);
  const file = readdirSync(place).find((entry) => basename(entry, extname(entry)) === name && /(ml|\.swan)$/.test(entry));
  return readFileSync(join(place, file), 'utf8');
}

/** What only one host's pages have, and uni-app's runtime for it asks for (S). */
const HABITS = {
  // A page is what is numbered 0.
  tt: () => ({ __nodeId__: 0, __webviewId__: 1 }),
  swan: ({ methods, route }) => ({ methods, dispatch() {}, pageinstance: { route, _$props: {} } }),
};

/** A page is a component where `Component` registered it: then its functions are methods, and it is attached before it loads. */
function createPage({ page, component }, route, host) {
  const { methods = {}, pageLifetimes = {} } = component ?? {};
  // JD reads no others than those beside `methods`; on the other hosts these are the older way.
  const enter = (name) => (component?.lifetimes?.[name] ?? component?.[name])?.call(instance);
  const watchers = new Set();
  const instance = {
    ...(page ?? methods),
    ...HABITS[host]?.({ methods, route }),
    route,
    is: route,
    data: crossed((page ?? component).data ?? {}),
    properties: Object.fromEntries(Object.entries(component?.properties ?? {}).map(([name, { value }]) => [name, value])),
    setData(values, done) {
      for (const [path, value] of Object.entries(crossed(values))) put(instance.data, path, value);
      for (const look of [...watchers]) look();
      if (done) setImmediate(() => done.call(instance));
    },
    selectComponent: () => null,
    selectAllComponents: () => [],
  };
  // S: on JD it cannot be replaced, and uni-app puts another beside it.
  Object.defineProperty(instance, 'triggerEvent', { value() {}, writable: host !== 'jd' });

  return {
    instance,
    open(query) {
      enter('created');
      const load = () => instance.onLoad?.(query);
      // S: Baidu loads a page before it attaches it.
      if (host === 'swan') load();
      enter('attached');
      if (host !== 'swan') load();
      instance.onShow?.();
      pageLifetimes.show?.call(instance);
      enter('ready');
      instance.onReady?.();
    },
    /** Resolves what `read` finds in the page's data, once it finds something. */
    until: (read) =>
      new Promise((resolve) => {
        const look = () => {
          const found = read(instance.data);
          if (!found) return;
          watchers.delete(look);
          resolve(found);
        };
        watchers.add(look);
        look();
      }),
  };
}

/** What goes from the logic to the view is what JSON can say. */
const crossed = (value) => JSON.parse(JSON.stringify(value));

/** Sets what `root.cn[0].v` names, or Taro's `root.cn.[0].v`. */
function put(data, path, value) {
  const names = path.replace(/\.?\[(\d+)\]/g, '.$1').split('.');
  const last = names.pop();
  let place = data;
  for (const [at, name] of names.entries()) place = place[name] ??= /^\d+$/.test(names[at + 1] ?? last) ? [] : {};
  place[last] = value;
}
