// The browser and the peer that a file of tests plays with: started before its first test, stopped behind its last.

import { after, before } from 'node:test';
import { launchChromium } from '../../support/chromium.mjs';
import { startPeer } from './peer.mjs';

export let browser;
export let peer;

before(async () => {
  browser = await launchChromium();
  peer = await startPeer();
});

after(async () => {
  await browser?.close();
  await peer?.stop();
});
