/** A body without an order's person, and what was taken out of it. */
export interface RedactedCopy {
  /** The bytes that were given, where nothing had to go. */
  readonly body: Buffer;
  readonly blanked: readonly { readonly field: string; readonly value: string }[];
}

/**
 * Blanks the personal fields of one order in what a vendor said; undefined where that cannot be done, and the bytes are
 * not to be kept.
 * @param numbers under which the order may stand in it
 */
export type BodyRedaction = (
  connector: string,
  body: Buffer,
  numbers: readonly string[],
) => RedactedCopy | undefined;

/** For whoever knows no vendor: what cannot be read is not kept. */
export const nothingKept: BodyRedaction = () => undefined;
