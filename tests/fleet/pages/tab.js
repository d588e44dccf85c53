// A crowd in a page. fleet.mjs drives it through `window.tab`.

import * as library from '/pkg/dist/index.js';
import { openCrowd } from '../crowd.js';

window.tab = {
  isBack: false,
  async open(order) {
    const { back, note } = await openCrowd(library, WebSocket, order);
    tab.note = note;
    back.then(() => (tab.isBack = true));
  },
};
