import { ConnectorRegistry } from './connector-registry.js';
import { Toy } from './testing/toy-connector.js';

const toy = (id: string) => ({ ...new Toy({ call: () => Promise.reject(new Error()) }).connector(), id });

describe('ConnectorRegistry', () => {
  it('finds connectors by id and keeps the order of the list, whoever was first', () => {
    const registry = new ConnectorRegistry();
    registry.add(toy('a'));
    registry.add(toy('b'));
    registry.completed(['b', 'a']);
    expect(registry.get('a')?.id).toBe('a');
    expect(registry.get('c')).toBeUndefined();
    expect(registry.get('constructor')).toBeUndefined();
    expect(registry.all().map(({ id }) => id)).toEqual(['b', 'a']);
  });

  it('refuses two of one id', () => {
    expect(() => ConnectorRegistry.of([toy('a'), toy('a')])).toThrow(/two connectors have the id "a"/);
  });

  it('is not asked before all are there', () => {
    const registry = new ConnectorRegistry();
    registry.add(toy('a'));
    expect(() => registry.get('a')).toThrow(/asked for before all of them were there/);
    expect(() => registry.all()).toThrow(/asked for before all of them were there/);
    expect(registry.completed(['a']).get('a')?.id).toBe('a');
  });

  it('takes nobody once it has been asked for', () => {
    const registry = ConnectorRegistry.of([toy('a')]);
    expect(() => registry.add(toy('b'))).toThrow(/"b" comes after all were to be there/);
    expect(registry.all().map(({ id }) => id)).toEqual(['a']);
  });

  it('names who handed nothing in, and who was not announced', () => {
    const registry = new ConnectorRegistry();
    registry.add(toy('a'));
    expect(() => registry.completed(['a', 'b', 'c'])).toThrow(/no connector was handed in for "b", "c"/);
    expect(() => registry.completed([])).toThrow(/no vendor in the list declares "a"/);
    expect(() => registry.get('a')).toThrow(/before all of them were there/);
  });
});
