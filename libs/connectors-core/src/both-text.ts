/** What people read, in their language. */
export interface BothText {
  readonly zh: string;
  readonly en: string;
}
