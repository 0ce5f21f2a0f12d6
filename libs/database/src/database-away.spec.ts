import { isDatabaseAway } from './database-away.js';

const withCode = (code: string) => Object.assign(new Error('x'), { code });

describe('isDatabaseAway', () => {
  it.each([
    'ECONNREFUSED',
    'ECONNRESET',
    '57P01',
    '57P03',
    '57P05',
    '55P03',
    '25P03',
    '25P04',
    '08006',
    '57014',
    '53000',
    '53100',
    '53200',
    '53300',
    '58030',
    '40P01',
    '25006',
    'P1001',
    'P2024',
  ])('is so at %s', (code) => {
    expect(isDatabaseAway(withCode(code))).toBe(true);
  });

  it.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect'])(
    'is so at "%s"',
    (text) => {
      expect(isDatabaseAway(new Error(text))).toBe(true);
    },
  );

  it('looks at what caused the error, and at each of several', () => {
    expect(isDatabaseAway(new Error('x', { cause: new Error('y', { cause: withCode('57P01') }) }))).toBe(
      true,
    );
    expect(isDatabaseAway(new AggregateError([withCode('ECONNREFUSED')]))).toBe(true);
  });

  it('ends on errors that cause each other', () => {
    const error = new Error('x');
    error.cause = error;
    expect(isDatabaseAway(error)).toBe(false);
  });

  it.each([withCode('23505'), withCode('42P01'), withCode('P2002'), new Error('x'), 'ECONNREFUSED', null])(
    'is not so at what the database refused, or at anything else',
    (error) => {
      expect(isDatabaseAway(error)).toBe(false);
    },
  );
});
