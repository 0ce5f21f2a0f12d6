import { ConnectorRegistry } from './connector-registry.js';
import { Toy } from './testing/toy-connector.js';

const toy = (id: string) => ({ ...new Toy({ call: () => Promise.reject(new Error()) }).connector(), id });

describe('ConnectorRegistry', () => {
  it('finds connectors by id and keeps their order', () => {
    const registry = new ConnectorRegistry([toy('b'), toy('a')]);
    expect(registry.get('a')?.id).toBe('a');
    expect(registry.get('c')).toBeUndefined();
    expect(registry.get('constructor')).toBeUndefined();
    expect(registry.all().map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('refuses two of one id', () => {
    expect(() => new ConnectorRegistry([toy('a'), toy('a')])).toThrow(/two connectors have the id "a"/);
  });
});
