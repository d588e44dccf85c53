// What mqtt is not loaded without, and WeChat does not have: a program adds it itself.

import { AbortController, AbortSignal } from 'abort-controller/dist/abort-controller';

Object.assign(globalThis, { AbortController, AbortSignal, navigator: { language: 'zh' } });
