// Starts Chromium for the tests.

import { chromium } from 'playwright-core';

export const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const FLAGS = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Resolves Playwright's `Browser`. */
export const launchChromium = () => chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
