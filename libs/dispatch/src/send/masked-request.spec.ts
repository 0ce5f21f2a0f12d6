import fc from 'fast-check';
import { maskedRequest } from './masked-request.js';

describe('what the history keeps of a request', () => {
  it('masks personal fields wherever they are, and nothing else', () => {
    const sent =
      '{"contactTel":"13800000000","ContactName":"张三","empty":{"contactTel":""},"none":{"contactTel":null},"items":[{"comment":{"contactTel":"1"}}],"payMethod":"Wxpay"}';
    expect(maskedRequest(sent, ['contactTel', 'contactName'])).toBe(
      '{"contactTel":"[masked]","ContactName":"[masked]","empty":{"contactTel":""},"none":{"contactTel":null},"items":[{"comment":{"contactTel":"[masked]"}}],"payMethod":"Wxpay"}',
    );
  });

  it('keeps every digit', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
        fc.integer({ min: 0, max: 999 }),
        (uid, cents) => {
          const sent = `{"productUid":${uid},"quantity":${cents}.50}`;
          expect(maskedRequest(sent, ['contactTel'])).toBe(sent);
        },
      ),
    );
  });
});
