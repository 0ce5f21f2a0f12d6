import { type Both, useBoth } from './both.js';
import type { Choice } from './select.js';

/** Words by their codes, as choices in the language of the console. */
export function useChoices(): (texts: Readonly<Record<string, Both>>) => Choice[] {
  const both = useBoth();
  return (texts) => Object.entries(texts).map(([value, text]) => ({ value, label: both(text) }));
}

/** Things with names, such as stores, as choices; none while they are being read. */
export const namedChoices = (
  all: readonly { readonly id: string; readonly name: string }[] | undefined,
): Choice[] => (all ?? []).map(({ id, name }) => ({ value: id, label: name }));
