import type { Connector } from './connector.js';
import { OpenRegistry } from './open-registry.js';

/**
 * The connectors that this hub has, by id. It is filled first and asked afterwards: an answer from a half of
 * them would be taken for "there is no such vendor".
 */
export class ConnectorRegistry extends OpenRegistry {
  private readonly added = new Map<string, Connector>();
  private complete: ReadonlyMap<string, Connector> | undefined;

  /** Complete at once, in the order given. @throws TypeError when two connectors have one id */
  static of(connectors: readonly Connector[]): ConnectorRegistry {
    const registry = new ConnectorRegistry();
    for (const connector of connectors) registry.add(connector);
    return registry.completed(connectors.map(({ id }) => id));
  }

  add(connector: Connector): void {
    if (this.complete !== undefined)
      throw new TypeError(`the connector "${connector.id}" comes after all were to be there`);
    if (this.added.has(connector.id)) throw new TypeError(`two connectors have the id "${connector.id}"`);
    this.added.set(connector.id, connector);
  }

  /**
   * From now on it may be asked, and nothing more is added.
   * @param ids whose connectors must be there, and no others
   * @throws TypeError that names who is missing, and who was not announced
   */
  completed(ids: readonly string[]): this {
    const missing = ids.filter((id) => !this.added.has(id));
    if (missing.length > 0) throw new TypeError(`no connector was handed in for ${quoted(missing)}`);
    const further = [...this.added.keys()].filter((id) => !ids.includes(id));
    if (further.length > 0) throw new TypeError(`no vendor in the list declares ${quoted(further)}`);
    this.complete = new Map(ids.flatMap((id) => entryOf(this.added, id)));
    return this;
  }

  /** @throws TypeError when not all connectors are there yet */
  get(id: string): Connector | undefined {
    return this.asked().get(id);
  }

  /** In the order in which they were listed. @throws TypeError as `get` */
  all(): readonly Connector[] {
    return [...this.asked().values()];
  }

  private asked(): ReadonlyMap<string, Connector> {
    if (this.complete !== undefined) return this.complete;
    throw new TypeError('the connectors were asked for before all of them were there');
  }
}

const quoted = (ids: readonly string[]): string => ids.map((id) => `"${id}"`).join(', ');

function entryOf(added: ReadonlyMap<string, Connector>, id: string): [string, Connector][] {
  const connector = added.get(id);
  return connector === undefined ? [] : [[id, connector]];
}
