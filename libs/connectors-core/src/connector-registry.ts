import type { Connector } from './connector.js';

/** The connectors that this hub has, by id. */
export class ConnectorRegistry {
  private readonly connectors = new Map<string, Connector>();

  /** @throws TypeError when two connectors have one id */
  constructor(connectors: readonly Connector[]) {
    for (const connector of connectors) {
      if (this.connectors.has(connector.id))
        throw new TypeError(`two connectors have the id "${connector.id}"`);
      this.connectors.set(connector.id, connector);
    }
  }

  get(id: string): Connector | undefined {
    return this.connectors.get(id);
  }

  /** In the order in which they were listed. */
  all(): readonly Connector[] {
    return [...this.connectors.values()];
  }
}
