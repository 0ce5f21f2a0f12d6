import { DomainError } from './domain-error.js';
import { fault, refusal } from './refusal.js';

describe('a refusal', () => {
  it('is a code with what it is about, and the English text of both', () => {
    expect(refusal('must_not_be_blank')).toEqual({
      code: 'must_not_be_blank',
      params: {},
      message: 'must not be blank',
    });
    expect(fault('name', 'must_be_at_most', { most: 3 })).toEqual({
      field: 'name',
      code: 'must_be_at_most',
      params: { most: 3 },
      message: 'must be at most 3',
    });
  });

  it('is what an error says', () => {
    const said = refusal('not_found', { resource: 'store', id: '1' });
    expect(new DomainError(said, 'storeId')).toMatchObject({
      message: 'there is no store 1',
      said,
      field: 'storeId',
    });
  });

  it('is no program where a parameter is missing, misspelt, too many or no word of its table', () => {
    const slips = () => [
      // @ts-expect-error -- a parameter is missing
      refusal('must_be_at_most'),
      // @ts-expect-error -- it is misspelt
      refusal('must_be_at_most', { least: 3 }),
      // @ts-expect-error -- there is none
      refusal('must_not_be_blank', { most: 3 }),
      // @ts-expect-error -- nothing is called so
      refusal('not_found', { resource: 'shop', id: '1' }),
      // @ts-expect-error -- there is no such code
      refusal('is_odd'),
    ];
    expect(slips).toBeDefined();
  });
});
