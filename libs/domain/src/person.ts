import type { Contact } from './order-observation.js';

/** By what a person is known in texts that somebody wrote. */
export interface PersonWords {
  /** Phone numbers, digits only, without China's country code. */
  readonly phones: readonly string[];
  /** Name, address, member's number, as the vendors write them. */
  readonly words: readonly string[];
}

/** A number within a town has seven; fewer digits stand in too many texts. */
const FEWEST_DIGITS = 7;
/** A single character is a word like any other. */
const SHORTEST_WORD = 2;
/** Fewer digits are an amount or a count. */
const SHORTEST_NUMBER = 6;

export function wordsOfPerson(contacts: readonly (Contact | null)[]): PersonWords {
  const known = contacts.filter((contact) => contact !== null);
  const phones = known.flatMap(({ phone }) => (phone === null ? [] : [phoneDigits(phone)]));
  const words = known.flatMap(({ name, address, memberNo }) => [
    ...told(name, SHORTEST_WORD),
    ...told(address, SHORTEST_WORD),
    ...told(memberNo, SHORTEST_NUMBER),
  ]);
  return {
    phones: [...new Set(phones)].filter((digits) => digits.length >= FEWEST_DIGITS),
    words: [...new Set(words)],
  };
}

export const phoneDigits = (phone: string): string => phone.replace(/\D/g, '').replace(/^86(?=1\d{10}$)/, '');

const told = (text: string | null, shortest: number): string[] => {
  const trimmed = text?.trim() ?? '';
  return trimmed.length < shortest ? [] : [trimmed];
};

/** Whether a text has the form of a phone number in it: what is kept for ever should name nobody. */
export const showsPhone = (text: string): boolean =>
  /(?<!\d)(?:\+?86[\s-]?)?1[3-9]\d(?:[\s-]?\d{4}){2}(?!\d)|(?<!\d)0\d{2,3}[\s-]?\d{7,8}(?!\d)/.test(text);
