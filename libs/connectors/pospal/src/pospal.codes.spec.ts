import { readFileSync } from 'node:fs';
import { failureError, isNotFound } from './pospal.codes.js';

interface Refusal {
  readonly words: string;
  readonly write: string;
  readonly read: string;
}

/** Grows with each sentence that is seen: `reported` by an operator, of a `fixture`, or `invented`. */
const REFUSALS = JSON.parse(
  readFileSync(new URL('../../../../test/fixtures/pospal/refusals.json', import.meta.url), 'utf8'),
) as Refusal[];

const none = { appKey: 'app-key', notFoundCodes: [], signatureCodes: [], quotaCodes: [], retryableCodes: [] };

describe('the words of Pospal', () => {
  it.each(REFUSALS)('"$words" mean $write after a command, $read after a question', (refusal) => {
    const failure = { code: '1', messages: [refusal.words] };
    expect(failureError(failure, 'write', none).code).toBe(refusal.write);
    expect(isNotFound(failure, none)).toBe(refusal.read === 'not_found');
    if (refusal.read !== 'not_found') expect(failureError(failure, 'read', none).code).toBe(refusal.read);
  });

  it('come after a code that the account names', () => {
    const failure = { code: '7', messages: ['签名错误'] };
    expect(failureError(failure, 'read', { ...none, retryableCodes: ['7'] }).code).toBe('rate_limited');
    expect(isNotFound(failure, { ...none, notFoundCodes: ['7'] })).toBe(true);
    const field = { code: '7', messages: ['商品不存在'] };
    expect(failureError(field, 'write', { ...none, quotaCodes: ['7'] }).code).toBe('quota_exhausted');
  });

  it('are shown shortened, and something is shown where there are none', () => {
    expect(failureError({ code: null, messages: [] }, 'read', none).message).toBe(
      'Pospal answered: an error without a word',
    );
  });
});
