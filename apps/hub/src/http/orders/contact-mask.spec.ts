import fc from 'fast-check';
import { maskContact } from './contact-mask.js';

describe('maskContact', () => {
  it('leaves what tells a customer from another and hides the rest', () => {
    const contact = {
      name: '欧阳娜娜',
      phone: '13912345678',
      address: '上海市徐汇区1号',
      remark: '少冰',
      memberNo: 'V-1',
    };
    expect(maskContact(contact)).toEqual({
      name: '欧•••',
      phone: '139•••78',
      address: '•••',
      remark: '•••',
      memberNo: '•••',
    });
  });

  it('leaves what is not there as it is', () => {
    const nobody = { name: null, phone: '', address: null, remark: null, memberNo: null };
    expect(maskContact(nobody)).toEqual(nobody);
  });

  it('never shows a whole phone number, however short, and never half a character', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{1,15}$/),
        fc.string({ unit: 'grapheme', minLength: 1 }),
        (phone, name) => {
          const masked = maskContact({ name, phone, address: null, remark: null, memberNo: null });
          expect(masked.phone).not.toContain(phone);
          // Throws on half of a surrogate pair.
          expect(encodeURIComponent(masked.name ?? '')).toMatch(/%E2%80%A2$/);
        },
      ),
    );
  });
});
