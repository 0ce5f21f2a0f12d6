import { createHmac, hkdfSync } from 'node:crypto';
import { canonicalText } from '#domain/digest.js';
import type { Contact } from '#domain/order-observation.js';

/** Keyed hashes of personal fields: comparable and searchable by us, guessable by nobody else. */
export class ContactKey {
  private readonly key: Buffer;

  constructor(masterKey: Buffer) {
    this.key = Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), 'suanpan contact key', 32));
  }

  digest(contact: Contact | null): string {
    return this.mac(canonicalText(contact)).toString('hex').slice(0, 32);
  }

  /** Of the digits only, without the country code of China, so that every way of writing a number is found. */
  phoneHash(phone: string): Buffer {
    return this.mac(phone.replace(/\D/g, '').replace(/^86(?=1\d{10}$)/, ''));
  }

  private mac(text: string): Buffer {
    return createHmac('sha256', this.key).update(text).digest();
  }
}
