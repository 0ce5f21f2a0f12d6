import fc from 'fast-check';
import { fault, refusal } from '#domain/refusal.js';
import type { ConfigOf } from './config-check.js';
import { checkConfig, publicConfig, splitSensitive } from './config-check.js';
import type { ConfigField } from './config-field.js';
import { said } from './testing/said.js';

const TEXT = { zh: '', en: '' };

const text = <N extends string>(name: N) => ({ name, ...said(name), type: 'text' }) as const;

const fields = [
  { ...text('openId'), required: true, pattern: '[0-9a-f]{4,}' },
  { ...text('openKey'), required: true, sensitive: true },
  { ...text('note') },
  { name: 'pageSize', ...said(''), type: 'integer', default: 50, min: 1, max: 100 },
  { name: 'dispatch', ...said(''), type: 'boolean', default: false },
  {
    name: 'fieldCase',
    ...said(''),
    type: 'choice',
    choices: { camel: TEXT, pascal: TEXT },
    default: 'camel',
  },
  { name: 'secrets', ...said(''), type: 'list', sensitive: true },
  { name: 'states', ...said(''), type: 'map' },
] as const satisfies readonly ConfigField[];

const good = { openId: '6dc0', openKey: 'k3y' };
const defaults = { pageSize: 50, dispatch: false, fieldCase: 'camel' };

const faultsOf = (input: unknown, options = {}): string[] =>
  checkConfig(fields, input, options).faults.map(({ field, message }) => `${field}: ${message}`);

describe('checkConfig', () => {
  it('fills in defaults and keeps what is given', () => {
    expect(checkConfig(fields, good)).toEqual({ config: { ...defaults, ...good }, faults: [] });
    const whole = {
      ...good,
      note: 'n',
      pageSize: 20,
      dispatch: true,
      fieldCase: 'pascal',
      secrets: ['a', 'b'],
      states: { '70': 'completed' },
    };
    expect(checkConfig(fields, whole)).toEqual({ config: whole, faults: [] });
  });

  it('reads a form, in which everything is text', () => {
    const form = {
      openId: ' 6dc0 ',
      openKey: 'k3y\n',
      note: '',
      pageSize: ' 20 ',
      dispatch: 'true',
      secrets: 'a\nb, c,',
    };
    expect(checkConfig(fields, form).config).toEqual({
      ...defaults,
      ...good,
      pageSize: 20,
      dispatch: true,
      secrets: ['a', 'b', 'c'],
    });
  });

  it.each([
    [{}, ['openId: is required', 'openKey: is required']],
    [{ ...good, openKey: null }, ['openKey: is required']],
    [{ ...good, openKey: '  ' }, ['openKey: is required']],
    [{ ...good, opneKey: 'x' }, ['opneKey: is not a setting of this connector']],
    [{ ...good, openId: 'XYZ' }, ['openId: has not the expected form']],
    [{ ...good, openId: '6dc0!' }, ['openId: has not the expected form']],
    [{ ...good, openId: {} }, ['openId: must be text']],
    [{ ...good, note: 'a\r\nx-admin: 1' }, ['note: must not hold line breaks or other control characters']],
    [{ ...good, note: 'n'.repeat(5000) }, ['note: must not be longer than 4096 characters']],
    [{ ...good, pageSize: '20.5' }, ['pageSize: must be a whole number']],
    [{ ...good, pageSize: 0 }, ['pageSize: must be at least 1']],
    [{ ...good, pageSize: '101' }, ['pageSize: must be at most 100']],
    [{ ...good, dispatch: 'yes' }, ['dispatch: must be true or false']],
    [{ ...good, fieldCase: 'snake' }, ['fieldCase: must be one of: camel, pascal']],
    [
      { ...good, secrets: ['a', 1, {}, 'b\u0000'] },
      ['secrets.2: must be text', 'secrets.3: must not hold line breaks or other control characters'],
    ],
    [{ ...good, secrets: 5 }, ['secrets: must be a list of texts']],
    [{ ...good, states: [] }, ['states: must be an object of texts']],
    [{ ...good, states: { a: {} } }, ['states.a: must be text']],
    [
      { ...good, states: JSON.parse('{"__proto__":"x"}') as unknown },
      ['states.__proto__: is not allowed as a name'],
    ],
    [null, [': must be an object']],
    ['text', [': must be an object']],
    [[], [': must be an object']],
  ])('finds what is wrong: %#', (input, faults) => {
    expect(faultsOf(input)).toEqual(faults);
  });

  it('looks at the entries of a list when they are given, not when they were stored', () => {
    const entryFault = (entry: string) => (entry.length < 3 ? refusal('must_not_be_blank') : undefined);
    const list = [{ ...text('secrets'), type: 'list', entryFault, separator: /;/ }] as const;
    const input = { secrets: ['long', '', 'ab', 'c'] };
    const faults = ['secrets.2', 'secrets.3'].map((field) => fault(field, 'must_not_be_blank'));
    expect(checkConfig(list, input)).toEqual({ config: {}, faults });
    expect(checkConfig(list, input, { partial: true }).faults).toEqual(faults);
    const stored = checkConfig(list, input, { stored: true });
    expect(stored).toEqual({ config: { secrets: ['long', 'ab', 'c'] }, faults: [] });
    expect(checkConfig(list, { secrets: 'a,b; def' }).config).toEqual({ secrets: ['a,b', 'def'] });
  });

  it('asks for at least one entry of a required list', () => {
    const list = [
      { ...text('secrets'), type: 'list', required: true },
    ] as const satisfies readonly ConfigField[];
    for (const secrets of [[], ' , ', [' ']]) {
      expect(checkConfig(list, { secrets }).faults).toEqual([fault('secrets', 'is_required')]);
    }
  });

  it('never shows a value in a fault', () => {
    const value = fc.oneof(fc.string({ minLength: 12 }), fc.array(fc.string({ minLength: 12 })));
    fc.assert(
      fc.property(fc.constantFrom(...fields), value, (field, given) => {
        const messages = checkConfig(fields, { [field.name]: given }).faults.map(({ message }) => message);
        for (const part of [given].flat()) expect(messages.join()).not.toContain(part);
      }),
    );
  });

  it('takes nothing from the prototype', () => {
    const inherited = Object.create({ openId: '6dc0', openKey: 'k3y' }) as unknown;
    expect(faultsOf(inherited)).toEqual(['openId: is required', 'openKey: is required']);
  });

  describe('partial', () => {
    const partial = { partial: true };

    it('checks only what is given and fills in nothing', () => {
      expect(checkConfig(fields, { pageSize: '7' }, partial)).toEqual({
        config: { pageSize: 7 },
        faults: [],
      });
      expect(faultsOf({ pageSize: 'x', unknown: 1 }, partial)).toHaveLength(2);
    });

    it('null removes; "" removes a plain field and leaves a sensitive one', () => {
      const { config } = checkConfig(fields, { note: '', secrets: '', states: null }, partial);
      expect(Object.entries(config)).toEqual([
        ['note', undefined],
        ['states', undefined],
      ]);
      expect(checkConfig(fields, { secrets: null }, partial).config).toEqual({ secrets: undefined });
      expect(faultsOf({ openId: '' }, partial)).toEqual(['openId: is required']);
      expect(faultsOf({ openKey: null }, partial)).toEqual(['openKey: is required']);
      expect(checkConfig(fields, { openKey: '' }, partial)).toEqual({ config: {}, faults: [] });
    });
  });
});

describe('flags', () => {
  const rules = [
    { name: 'pays', ...said(''), type: 'text' },
    {
      name: 'rules',
      ...said(''),
      type: 'flags',
      flags: { place: TEXT, ship: TEXT, cancel: TEXT },
      default: { place: false, ship: true, cancel: false },
    },
  ] as const satisfies readonly ConfigField[];
  const given = (value: unknown, options = {}) => checkConfig(rules, { rules: value }, options);

  it('are as their defaults say where they are not given, one by one', () => {
    expect(checkConfig(rules, {}).config).toEqual({ rules: { place: false, ship: true, cancel: false } });
    for (const nothing of [null, '', {}])
      expect(given(nothing).config).toEqual({ rules: { place: false, ship: true, cancel: false } });
    expect(given({ place: true, ship: false })).toEqual({
      config: { rules: { place: true, ship: false, cancel: false } },
      faults: [],
    });
  });

  it('are text in a form', () => {
    expect(given({ place: 'true', ship: 'false' }).config).toEqual({
      rules: { place: true, ship: false, cancel: false },
    });
  });

  it('in part are only those that are given', () => {
    expect(given({ cancel: true }, { partial: true })).toEqual({
      config: { rules: { cancel: true } },
      faults: [],
    });
    expect(given(null, { partial: true }).config).toEqual({ rules: undefined });
  });

  it.each([
    [{ plaec: true }, ['rules.plaec is none of: place, ship, cancel']],
    [
      { place: 1, ship: 'yes', cancel: null },
      ['place', 'ship', 'cancel'].map((flag) => `rules.${flag} must be true or false`),
    ],
    [JSON.parse('{"__proto__":true}'), ['rules.__proto__ is none of: place, ship, cancel']],
    [{ toString: true }, ['rules.toString is none of: place, ship, cancel']],
    [true, ['rules must be an object of true and false: place, ship, cancel']],
    [['place'], ['rules must be an object of true and false: place, ship, cancel']],
    ['place', ['rules must be an object of true and false: place, ship, cancel']],
  ])('find what is wrong: %#', (value: unknown, faults) => {
    for (const options of [{}, { partial: true }]) {
      const found = given(value, options).faults.map(({ field, message }) => `${field} ${message}`);
      expect(found).toEqual(faults);
    }
  });

  it('are typed by their names, and shown as they are', () => {
    const config = given({ place: true }).config as ConfigOf<typeof rules>;
    const place: boolean = config.rules.place;
    // @ts-expect-error -- no such flag
    const other: unknown = config.rules.other;
    expect([place, other]).toEqual([true, undefined]);
    expect(publicConfig(rules, config)).toEqual({ rules: { place: true, ship: true, cancel: false } });
  });
});

describe('ConfigOf', () => {
  it('types a checked config by its fields', () => {
    const config = checkConfig(fields, good).config as ConfigOf<typeof fields>;
    const openId: string = config.openId;
    const pageSize: number = config.pageSize;
    const fieldCase: 'camel' | 'pascal' = config.fieldCase;
    const secrets: readonly string[] | undefined = config.secrets;
    // @ts-expect-error -- it has no default and is not required, so it may be missing
    const note: string = config.note;
    expect([openId, pageSize, fieldCase, secrets, note]).toEqual(['6dc0', 50, 'camel', undefined, undefined]);
  });
});

describe('splitSensitive', () => {
  it('parts secrets from the rest; what nobody declared counts as secret', () => {
    expect(splitSensitive(fields, { ...good, secrets: ['s'], pageSize: 5, old: 'x' })).toEqual({
      plain: { openId: '6dc0', pageSize: 5 },
      sensitive: { openKey: 'k3y', secrets: ['s'], old: 'x' },
    });
  });
});

describe('publicConfig', () => {
  it('shows plain values, and of secrets whether they are set', () => {
    expect(publicConfig(fields, { ...good, secrets: [], pageSize: 5, old: 'x' })).toEqual({
      openId: '6dc0',
      openKey: { set: true },
      pageSize: 5,
      secrets: { set: false },
    });
  });

  it('never holds a sensitive value', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8 }), fc.string({ minLength: 8 }), (key, secret) => {
        const shown = JSON.stringify(publicConfig(fields, { openKey: `<${key}>`, secrets: [`<${secret}>`] }));
        expect(shown).toBe('{"openKey":{"set":true},"secrets":{"set":true}}');
      }),
    );
  });
});

describe('a map whose names stand for given values', () => {
  const fields = [
    { name: 'states', ...said('States'), type: 'map', values: ['paid', 'unpaid'] },
  ] as const satisfies readonly ConfigField[];

  it('takes those alone, by their names', () => {
    expect(checkConfig(fields, { states: { '1': 'paid', '0': 'unpaid' } }).faults).toEqual([]);
    expect(checkConfig(fields, { states: { '1': 'payed', '2': 'paid', '3': 'unknown' } }).faults).toEqual([
      fault('states.1', 'must_be_one_of', { words: 'paid, unpaid' }),
      fault('states.3', 'must_be_one_of', { words: 'paid, unpaid' }),
    ]);
  });

  it('goes on with what was stored before', () => {
    const stored = checkConfig(fields, { states: { '1': 'payed' } }, { stored: true });
    expect(stored).toEqual({ config: { states: { '1': 'payed' } }, faults: [] });
  });
});

describe('the texts of a setting', () => {
  it('are there in both languages, or it is no setting', () => {
    // @ts-expect-error -- nothing is said in Chinese
    const inEnglish: ConfigField = { name: 'a', label: 'A', description: 'An a.', type: 'text' };
    // @ts-expect-error -- its label is said in Chinese alone
    const inChinese: ConfigField = { ...text('a'), labels: { zh: '甲' } };
    // @ts-expect-error -- a word of it is said in neither
    const wordless: ConfigField = { ...text('a'), type: 'choice', choices: ['fen', 'yuan'] };
    expect([inEnglish, inChinese, wordless]).toHaveLength(3);
  });
});
