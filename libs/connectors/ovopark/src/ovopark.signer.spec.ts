import { readFileSync } from 'node:fs';
import type { OvoparkParams, SignatureMethod } from './ovopark.signer.js';
import { baseString, ovoparkSignature, trimmed } from './ovopark.signer.js';

interface Vector {
  readonly id: string;
  readonly secret: string;
  readonly params: OvoparkParams;
  readonly expect: string;
}

const VECTORS = new URL('../../../../test/fixtures/ovopark/signature-vectors.json', import.meta.url);
const vectors = JSON.parse(readFileSync(VECTORS, 'utf8')) as Vector[];

describe('the Ovopark signature', () => {
  it.each(vectors)('is $expect for $id', ({ secret, params, expect: signature }) => {
    expect(ovoparkSignature(params, secret, params['_sm'] as SignatureMethod)).toBe(signature);
  });

  it('sorts names by code unit, so that endTime comes before endhour', () => {
    expect(baseString({ endhour: '2', endTime: '1', _mt: 'm' }, 's')).toBe('s_mtmendTime1endhour2s');
  });

  it('signs an empty value, and text of any script as UTF-8', () => {
    expect(baseString({ depId: '', a: '店' }, 's')).toBe('sa店depIds');
    expect(ovoparkSignature({ a: '店' }, 's', 'md5')).not.toBe(ovoparkSignature({ a: '?' }, 's', 'md5'));
  });

  it('is made of trimmed values', () => {
    expect(trimmed({ shopId: ' D1 ', total: '1.00' })).toEqual({ shopId: 'D1', total: '1.00' });
  });

  it.each(vectors)('of $id changes with every single parameter', ({ secret, params, expect: signature }) => {
    for (const name of Object.keys(params)) {
      const altered = { ...params, [name]: `${params[name] ?? ''}1` };
      expect(ovoparkSignature(altered, secret, params['_sm'] as SignatureMethod)).not.toBe(signature);
    }
  });
});
