import fc from 'fast-check';
import { createRedactor, MASK, namesToMask } from './redact.js';
import { Toy } from './testing/toy-connector.js';

const redactor = () =>
  createRedactor({ sensitiveNames: ['openKey', 'webhook-signature'], personalNames: ['mobile'] });

describe('createRedactor', () => {
  it('masks by name at any depth, in any case and spelling, whatever the value', () => {
    const masked = redactor()({
      openKey: 'k3y',
      OPEN_KEY: 17,
      headers: { 'Webhook-Signature': 'v1,abc', accept: 'json' },
      list: [{ addr: { Mobile: '13800000000' } }, { openKey: { nested: ['k3y'] } }],
      empty: { openKey: '', mobile: null },
    });
    expect(masked).toEqual({
      openKey: MASK,
      OPEN_KEY: MASK,
      headers: { 'Webhook-Signature': MASK, accept: 'json' },
      list: [{ addr: { Mobile: MASK } }, { openKey: MASK }],
      empty: { openKey: '', mobile: null },
    });
  });

  it('leaves the given object as it is', () => {
    const given = { openKey: 'k3y', list: [1] };
    redactor()(given);
    expect(given).toEqual({ openKey: 'k3y', list: [1] });
  });

  it('masks registered values inside any text, in their other forms as well, the longest first', () => {
    const redact = redactor();
    redact.maskValues(['se+cr/et', 'se+cr/et-and-more', 'abc']);
    expect(redact('se+cr/et-and-more, se+cr/et; se%2Bcr%2Fet abc')).toBe(`${MASK}, ${MASK}; ${MASK} abc`);
    expect(redact({ 'key of se+cr/et': ['x se+cr/et'] })).toEqual({ [`key of ${MASK}`]: [`x ${MASK}`] });
  });

  it('copies an error with its cause, its own fields and its errors', () => {
    const redact = redactor();
    redact.maskValues(['hunter2hunter2']);
    const inner = Object.assign(new TypeError('bad hunter2hunter2'), { openKey: 'k3y' });
    const error = Object.assign(new Error('outer', { cause: inner }), { code: 'unavailable' });
    const copy = redact({ err: error }) as { err: Record<string, unknown> };
    expect(copy.err).toMatchObject({
      type: 'Error',
      message: 'outer',
      code: 'unavailable',
      cause: { type: 'TypeError', message: `bad ${MASK}`, openKey: MASK },
    });
    expect(copy.err['stack']).toContain('redact.spec');
    expect(JSON.stringify(copy)).not.toMatch(/hunter2|k3y/);
    const several = redact(new AggregateError([new Error('hunter2hunter2')], 'all')) as { errors: unknown[] };
    expect(several.errors).toMatchObject([{ message: MASK }]);
  });

  it('makes every kind of value fit for a log', () => {
    const values = [
      new Date(0),
      new Date(Number.NaN),
      12n,
      Buffer.from('abc'),
      new Set([1]),
      new Map([['mobile', '138']]),
    ];
    expect(redactor()(values)).toEqual([
      '1970-01-01T00:00:00.000Z',
      null,
      '12',
      '[3 bytes]',
      [1],
      { mobile: MASK },
    ]);
    expect(redactor()([() => 1, Symbol('s'), undefined, null, new URL('https://x.cn')])).toEqual([
      '[function]',
      '[symbol]',
      undefined,
      null,
      'https://x.cn/',
    ]);
  });

  it('is bounded in depth, width, length and as a whole, and does not throw', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(redactor()(circle)).toEqual({ self: '[circular]' });
    const deep = Array.from({ length: 50 }).reduce<unknown>((inner) => ({ inner }), 'k');
    expect(JSON.stringify(redactor()(deep))).toContain('[too deep]');
    expect(redactor()(Array.from({ length: 500 }, () => 1))).toHaveLength(101);
    expect(redactor()('x'.repeat(100_000))).toHaveLength('x'.repeat(8192).length + '… (cut off)'.length);
    const wide = Array.from({ length: 100 }, () =>
      Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => 1)),
    );
    expect(JSON.stringify(redactor()(wide)).length).toBeLessThan(100_000);
    const trap = {
      get openly(): string {
        throw new Error('no');
      },
    };
    expect(redactor()({ trap, fine: 1 })).toEqual({ trap: '[unreadable]', fine: 1 });
  });

  it('shows no part of a secret that the cut of a long text runs through', () => {
    const redact = redactor();
    const secret = 'S3cret-'.repeat(570);
    redact.maskValues([secret]);
    const text = `${secret} `.repeat(4) + ' '.repeat(300) + secret;
    expect(JSON.stringify(redact(text))).not.toContain('S3cret-');
  });

  it('never leaks a masked field or a registered value, wherever they are', () => {
    const secret = fc.stringMatching(/^[!-~]{8,20}$/);
    const container = fc.letrec((tie) => ({
      leaf: fc.constantFrom('SECRET', 'before SECRET after', 'nothing', 5, null),
      node: fc.oneof(
        { depthSize: 'small' },
        tie('leaf'),
        fc.array(tie('node'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom('a', 'openKey', 'MOBILE', 'x-SECRET'), tie('node'), { maxKeys: 4 }),
        fc.tuple(tie('node')).map(([inner]) => new Error('message SECRET', { cause: inner })),
      ),
    })).node;
    fc.assert(
      fc.property(secret, container, (value, tree) => {
        const redact = redactor();
        redact.maskValues([value]);
        const seen = JSON.stringify(redact(withSecret(tree, value)));
        expect(seen.includes(JSON.stringify(value).slice(1, -1))).toBe(false);
      }),
    );
  });
});

/** The tree with the word SECRET replaced. */
function withSecret(tree: unknown, secret: string): unknown {
  if (typeof tree === 'string') return tree.replaceAll('SECRET', () => secret);
  if (tree instanceof Error) return new Error(`message ${secret}`, { cause: withSecret(tree.cause, secret) });
  if (Array.isArray(tree)) return tree.map((each) => withSecret(each, secret));
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [
      key.replaceAll('SECRET', () => secret),
      withSecret(value, secret),
    ]),
  );
}

describe('namesToMask', () => {
  it('collects what connectors declare, and what is always secret', () => {
    const names = namesToMask([new Toy({ call: () => Promise.reject(new Error()) }).connector()]);
    expect(names.sensitiveNames).toEqual(
      expect.arrayContaining(['authorization', 'webhook-signature', 'token', 'key']),
    );
    expect(names.personalNames).toEqual(['buyer']);
  });
});
