import type { Connector } from './connector.js';

/** Where a vendor's module finds the way to its vendor: a `Transport`. */
export const TRANSPORT = Symbol('transport');

/** The name under which a vendor's module provides its connector; each module has its own. */
export const CONNECTOR = Symbol('connector');

/** The registry as a vendor's module sees it: there is nothing to be asked yet. */
export abstract class OpenRegistry {
  /** @throws TypeError when two connectors have one id, or when all were to be there already */
  abstract add(connector: Connector): void;
}
