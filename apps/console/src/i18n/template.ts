/** Of a private area: no text has them. */
const FIRST_MARK = 0xe000;
const MARK = /([\ue000-\ue0ff])/;

type Places<Name extends string> = Readonly<Record<Name, string>>;

/**
 * A text that is looked up once, and said very often with other values.
 *
 * @param names of its places, in the order in which their values are given
 * @param say the text with these marks in its places
 */
export function template<Name extends string>(
  names: readonly Name[],
  say: (places: Places<Name>) => string,
): (...values: readonly string[]) => string {
  const marks = names.map((name, at) => [name, String.fromCharCode(FIRST_MARK + at)]);
  const parts = say(Object.fromEntries(marks) as Places<Name>).split(MARK);
  // Every other part is a mark.
  const places = parts.map((part, at) => (at % 2 === 0 ? part : part.charCodeAt(0) - FIRST_MARK));
  return (...values) => places.map((place) => (typeof place === 'string' ? place : values[place])).join('');
}
