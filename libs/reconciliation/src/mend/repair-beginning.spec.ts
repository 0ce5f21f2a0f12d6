import { ConflictError, InvalidFieldsError, NotFoundError } from '#accounts/account-errors.js';
import { DomainError } from '#domain/domain-error.js';
import { isRefusal } from './repair-beginning.js';

describe('a repair is refused', () => {
  it.each([
    new DomainError('the order is not at this till', 'accountId'),
    new ConflictError('the stretch was just listed: ask once more'),
    new NotFoundError('account', 'a'),
    new InvalidFieldsError([{ field: 'accountId', message: 'lists nothing' }]),
  ])('by what whoever does it says of it: $name', (error) => {
    expect(isRefusal(error)).toBe(true);
  });

  it('by nothing that somebody has to look into', () => {
    expect(isRefusal(new Error('canceling statement due to lock timeout'))).toBe(false);
    expect(isRefusal('refused')).toBe(false);
  });
});
