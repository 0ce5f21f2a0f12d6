import { markerIn } from '#domain/marker.js';
import { plainName } from './request-values.js';

/** What a personal field said. */
export interface BlankedField {
  /** As it is named on the wire. */
  readonly field: string;
  readonly value: string;
}

/** Which numbers a part of a body names. */
export interface NamedNumbers {
  readonly ours: boolean;
  readonly others: boolean;
}

export const NO_NUMBERS: NamedNumbers = { ours: false, others: false };

export const bothNamed = (one: NamedNumbers, other: NamedNumbers): NamedNumbers => ({
  ours: one.ours || other.ours,
  others: one.others || other.others,
});

/** A whole number within a town, and one with its country's code. */
const PHONE_DIGITS = /^\d{7,15}$/;
const WRITTEN_LIKE_A_PHONE = /^[\d\s+().-]+$/;

/** Of one body: what in it is personal and whose, and what was taken out. */
export class Redaction {
  readonly blanked: BlankedField[] = [];
  private readonly personal: ReadonlySet<string>;
  private readonly naming: ReadonlySet<string>;
  private readonly ours: ReadonlySet<string>;

  constructor(
    fields: { readonly personalFields: readonly string[]; readonly numberFields?: readonly string[] },
    numbers: readonly string[],
  ) {
    this.personal = new Set(fields.personalFields.map(plainName));
    this.naming = new Set((fields.numberFields ?? []).map(plainName));
    this.ours = new Set(numbers.map(plainNumber));
  }

  isPersonal(name: string): boolean {
    return this.personal.has(plainName(name));
  }

  /** @param name undefined: of an item of a list */
  named(name: string | undefined, value: string): NamedNumbers {
    if (this.ours.has(plainNumber(value))) return { ours: true, others: false };
    return {
      ours: false,
      others: name !== undefined && value !== '' && this.naming.has(plainName(name)),
    };
  }

  /** @returns what is kept of the value: a marker of ours, else null */
  blank(field: string, value: string): string | null {
    if (value.trim() === '') return value;
    const marker = markerIn(value);
    if (value !== marker) this.blanked.push({ field, value });
    return marker ?? null;
  }

  /** Phone numbers of the person that stand under another name, or within a longer text. Digits beside them make another number. */
  withoutPhones(text: string): string {
    return this.phones().reduce(
      (left, phone) => left.replace(new RegExp(`(?<![\\d.])(?:"${phone}"|${phone})(?!\\d)`, 'g'), emptied),
      text,
    );
  }

  private phones(): string[] {
    const said = this.blanked
      .map(({ value }) => value.trim())
      .filter((text) => WRITTEN_LIKE_A_PHONE.test(text));
    return [...new Set(said.map((text) => text.replace(/\D/g, '').replace(/^86(?=1\d{10}$)/, '')))].filter(
      (digits) => PHONE_DIGITS.test(digits),
    );
  }
}

/** A number stays one, and a text a text. */
const emptied = (found: string): string => (found.startsWith('"') ? '""' : '0');

const plainNumber = (text: string): string => text.trim().toLowerCase();
