import type { Contact } from '#domain/order-observation.js';

const DOTS = '•••';

/** Enough for the person who knows the customer, too little for anybody else. */
export function maskContact(contact: Contact): Contact {
  return {
    name: masked(contact.name, (name) => `${[...name][0] ?? ''}${DOTS}`),
    phone: masked(contact.phone, (phone) =>
      phone.length < 8 ? DOTS : `${phone.slice(0, 3)}${DOTS}${phone.slice(-2)}`,
    ),
    address: masked(contact.address, () => DOTS),
    remark: masked(contact.remark, () => DOTS),
    memberNo: masked(contact.memberNo, () => DOTS),
  };
}

const masked = (text: string | null, mask: (text: string) => string): string | null =>
  text === null || text === '' ? text : mask(text);
