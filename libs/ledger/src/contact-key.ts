import { createHmac } from 'node:crypto';
import { canonicalText } from '#domain/digest.js';
import type { Contact } from '#domain/order-observation.js';

/** A virtual number's extension is told by a comma, `#`, `_` or `转`. */
const WRITTEN_LIKE_A_PHONE = /^[\d\s+().,#_/转-]+$/;
/** A number within a town, and a number with its country's code and an extension. */
const [FEWEST_DIGITS, MOST_DIGITS] = [7, 20];

/** Keyed hashes of personal fields: comparable and searchable by us, guessable by nobody else. */
export class ContactKey {
  /** @param key 32 bytes; another one would find nothing that this one has hashed */
  constructor(private readonly key: Buffer) {}

  digest(contact: Contact | null): string {
    return this.mac(canonicalText(contact)).toString('hex').slice(0, 32);
  }

  /**
   * Of the digits only, without the country code of China, so that every way of writing a number is found.
   * @returns null for what is no whole number: all texts without digits would be one, and all masked numbers
   * with the same visible digits
   */
  phoneHash(phone: string): Buffer | null {
    if (!WRITTEN_LIKE_A_PHONE.test(phone)) return null;
    const digits = phone.replace(/\D/g, '').replace(/^86(?=1\d{10}$)/, '');
    return digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS ? null : this.mac(digits);
  }

  private mac(text: string): Buffer {
    return createHmac('sha256', this.key).update(text).digest();
  }
}
