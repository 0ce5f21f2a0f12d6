import { ConflictError, InvalidFieldsError, NotFoundError } from '#accounts/account-errors.js';
import { DomainError } from '#domain/domain-error.js';
import { fault, refusal } from '#domain/refusal.js';
import { isRefusal } from './repair-beginning.js';

describe('a repair is refused', () => {
  it.each([
    new DomainError(refusal('order_not_at_till'), 'accountId'),
    new ConflictError(refusal('stretch_just_listed')),
    new NotFoundError('account', 'a'),
    new InvalidFieldsError([fault('accountId', 'account_lists_nothing')]),
  ])('by what whoever does it says of it: $name', (error) => {
    expect(isRefusal(error)).toBe(true);
  });

  it('by nothing that somebody has to look into', () => {
    expect(isRefusal(new Error('canceling statement due to lock timeout'))).toBe(false);
    expect(isRefusal('refused')).toBe(false);
  });
});
