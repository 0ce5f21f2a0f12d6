/** A part of a list in order of creation. */
export interface Slice {
  readonly limit: number;
  /** The id after which the part begins. */
  readonly after?: string | undefined;
}
