const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** What may follow `&`: one of the five names, or a character's number of bounded length. */
const REFERENCE = '&(?:(lt|gt|amp|quot|apos)|#(\\d{1,7})|#x([\\da-fA-F]{1,6}));';
const ONE = new RegExp(REFERENCE, 'y');
const ALL = new RegExp(REFERENCE, 'g');

/**
 * XML 1.0, Char: no NUL, no control characters but tab and line ends. Halves of surrogate pairs are none either, but
 * writers that count in UTF-16 send an emoji as two of them, or cut it in two: whoever reads a text judges those.
 */
const isCharacter = (code: number): boolean =>
  code === 0x09 ||
  code === 0x0a ||
  code === 0x0d ||
  (code >= 0x20 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);

const codeOf = (decimal: string | undefined, hex: string | undefined): number =>
  decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number.parseInt(decimal, 10);

/** The length of the reference that begins at `&`; 0 where none does that stands for one character by itself. */
export function referenceLength(text: string, at: number): number {
  ONE.lastIndex = at;
  const [whole, name, decimal, hex] = ONE.exec(text) ?? [];
  if (whole === undefined) return 0;
  return name !== undefined || isCharacter(codeOf(decimal, hex)) ? whole.length : 0;
}

/** Text with its references resolved, once: what comes out is not looked at again, so it never grows. */
export const decodeReferences = (text: string): string =>
  text.includes('&')
    ? text.replace(
        ALL,
        (_whole, name?: string, decimal?: string, hex?: string) =>
          PREDEFINED.get(name ?? '') ?? String.fromCodePoint(codeOf(decimal, hex)),
      )
    : text;
