// How do bytes look?

const BYTES_A_ROW = 16;

export const hexDigits = (byte) => byte.toString(16).padStart(2, '0');

/** The first bytes in one line: `00 01 02`. */
export const hexLine = (bytes) => Array.from(bytes, hexDigits).join(' ');

/** Rows of an offset, sixteen bytes in hex, and what of them is ASCII. */
export function hexDump(bytes) {
  const rows = [];
  for (let offset = 0; offset < bytes.length; offset += BYTES_A_ROW) {
    const row = bytes.subarray(offset, offset + BYTES_A_ROW);
    const hex = hexLine(row).padEnd(3 * BYTES_A_ROW - 1);
    const ascii = Array.from(row, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    rows.push(`${offset.toString(16).padStart(6, '0')}  ${hex}  ${ascii}`);
  }
  return rows.join('\n');
}
