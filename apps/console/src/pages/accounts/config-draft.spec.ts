import { changedConfig, draftsOf } from './config-draft.js';

const field = (name: string, type: 'text' | 'integer' | 'list' | 'map' | 'flags', rest: object = {}) => ({
  ...{ name, type, sensitive: false, default: undefined },
  ...rest,
});
const FIELDS = [
  field('id', 'text'),
  field('key', 'text', { sensitive: true }),
  field('size', 'integer', { default: 50 }),
  field('sources', 'list'),
  field('secrets', 'list', { sensitive: true }),
  field('words', 'map'),
  field('dispatch', 'flags', { default: { place: false, ship: true } }),
];
const CONFIG = { id: 'a', key: { set: true }, sources: ['1', '2'], words: { x: 'paid' } };

describe('settings while they are written', () => {
  it('begin with what the account has, with defaults, and without secrets', () => {
    expect(draftsOf(FIELDS, CONFIG)).toEqual({
      ...{ id: 'a', key: '', size: '50', sources: '1\n2', words: [{ name: 'x', value: 'paid' }] },
      secrets: '',
      dispatch: { place: false, ship: true },
    });
  });

  it('tell the hub what has changed and nothing else', () => {
    const before = draftsOf(FIELDS, CONFIG);
    expect(changedConfig(FIELDS, before, before)).toEqual({});
    const after = {
      ...{ id: ' ', key: 'new', size: '7', sources: ' 1 \n\n3', words: [{ name: ' y ', value: 'z' }] },
      secrets: '',
      dispatch: { place: true, ship: true },
    };
    expect(changedConfig(FIELDS, before, after)).toEqual({
      ...{ id: null, key: 'new', size: 7, sources: ['1', '3'], words: { y: 'z' } },
      dispatch: { place: true, ship: true },
    });
  });

  it('come beside what is there where that is meant, and are nothing while nothing is typed', () => {
    const before = draftsOf(FIELDS, CONFIG);
    const added = (more: string) => changedConfig(FIELDS, before, { ...before, secrets: { more } });
    expect(added(' ')).toEqual({});
    expect(added('one\n two')).toEqual({ secrets: { add: ['one', 'two'] } });
    expect(changedConfig(FIELDS, before, { ...before, secrets: 'one' })).toEqual({ secrets: ['one'] });
  });

  it('leave to the hub to refuse what is no number', () => {
    const before = draftsOf(FIELDS, CONFIG);
    expect(changedConfig(FIELDS, before, { ...before, size: 'many' })).toEqual({ size: 'many' });
  });
});
