// Which engine is this, and in what does it differ where a rule of the contract can be seen? docs/engines.md has what
// follows for a user. Tests state both: an engine that changes fails them.

const differences = {
  chromium: { keepsAbandonedAttempts: false, refusedCloseCodes: [] },
  firefox: { keepsAbandonedAttempts: true, refusedCloseCodes: [] },
  webkit: { keepsAbandonedAttempts: false, refusedCloseCodes: [1012, 1013, 1014] },
};

/** Its name, whether it keeps the connection of an attempt that was given up, and which of the peer's codes it does not tell. */
export function engineOf({ userAgent }) {
  const name = /Firefox\//.test(userAgent) ? 'firefox' : /Chrome\//.test(userAgent) ? 'chromium' : 'webkit';
  return { name, ...differences[name] };
}
