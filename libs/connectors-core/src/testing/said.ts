/** The texts of an invented setting: the same in both languages. */
export const said = (text: string) => ({
  labels: { zh: text, en: text },
  descriptions: { zh: text, en: text },
});
