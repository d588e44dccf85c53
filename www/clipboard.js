// How is a text copied?

/** Resolves whether it was. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No clipboard without a secure context, or without permission.
    return false;
  }
}
