// A simulated host with one page, from its parts: what the page finds, and what a test can do to it.

import { createAlipaySockets, fromBase64, toBase64 } from './alipay.mjs';
import { createAppSockets } from './app.mjs';
import { createDevice } from './device.mjs';
import { createLifecycle } from './lifecycle.mjs';
import { createFiles, createLoader } from './package.mjs';
import { createRealm } from './realm.mjs';
import { others, variants } from './variants.js';
import { createWebAssembly } from './web-assembly.mjs';
import { createWxLikeSockets } from './wx-like.mjs';

const SHAPES = { 'wx-like': createWxLikeSockets, alipay: createAlipaySockets, app: createAppSockets };

/**
 * @param name one of variants.js
 * @param folder the package's, of whose files alone anything is read
 * @param scope 'page', or 'worker': a realm with no host in it
 * @param onRejection hears of what Promises of the host's own were rejected with, and nobody handled
 */
export function createSimulation(name, { folder, scope = 'page', onRejection = () => {} }) {
  const variant = variants[name] ?? others[name];
  const thrown = [];
  let intercepting;

  /** 12: what a function of the page throws is noted, and harms nobody. */
  const guard = (run, ...given) => {
    try {
      return run(...given);
    } catch (error) {
      thrown.push(error);
      return undefined;
    }
  };
  const intercept = (data, pass) => (intercepting ? intercepting(data, pass) : pass());

  const { context, realm, stop } = createRealm(variant, { guard, onRejection });
  const fileOf = createFiles(folder);
  const device = createDevice(variant);
  const lifecycle = createLifecycle(guard);

  if (variant.webAssembly && (variant.webAssembly.only ?? scope) === scope) {
    realm[variant.webAssembly.name] = createWebAssembly(variant.webAssembly, fileOf, realm);
  }
  if (scope === 'page') {
    const functions = {
      ...SHAPES[variant.shape]({ variant, device, guard, intercept, realm }),
      ...(variant.hasLifecycle && lifecycle.functions),
      ...(variant.hasExtras !== false && { arrayBufferToBase64: toBase64, base64ToArrayBuffer: fromBase64 }),
      getSystemInfoSync: () => ({ SDKVersion: variant.version, platform: 'simulated', version: variant.version }),
      canIUse(schema) {
        // 'connectSocket.object.timeout'
        const [name, , option] = schema.split('.');
        return name in functions && (option === undefined || variant.options.includes(option));
      },
    };
    realm[variant.global] = functions;
  }

  return {
    variant,
    realm,
    device,
    require: createLoader(fileOf, context, variant.shadowed),
    /** What the page's functions threw. */
    thrown,
    become: lifecycle.become,
    /** Five seconds in the background are over, and it is shown again. */
    background() {
      lifecycle.become('hidden');
      device.interrupt();
    },
    foreground() {
      device.returns();
      lifecycle.become('visible');
    },
    /** Has `given(data, pass)` run in the place of each send; returns the function that ends it. */
    interceptSends(given) {
      intercepting = given;
      return () => {
        intercepting = undefined;
      };
    },
    end() {
      stop();
      device.end();
    },
  };
}
