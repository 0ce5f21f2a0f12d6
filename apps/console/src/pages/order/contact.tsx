import type { Leg } from './leg-facts.js';

/** The customer, as far as it is shown: masked, or as somebody had it revealed. */
export function Contact({ contact }: { readonly contact: Leg['contact'] }) {
  const said = Object.values(contact ?? {}).filter((value): value is string => value !== null);
  return said.length === 0 ? '—' : <span className="break-words">{said.join(' · ')}</span>;
}
