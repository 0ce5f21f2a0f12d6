/** Both languages of a part of the console, key by key: one that is missing in English is a type error. */
export interface Texts<Keys> {
  readonly zh: Keys;
  readonly en: { readonly [Key in keyof Keys]: string };
}
