import { type Account, useAccounts } from './accounts.js';
import { useConnectors } from './connectors.js';

/** The accounts at which orders can be placed; undefined while they are being read. */
export function useTills(): readonly Account[] | undefined {
  const accounts = useAccounts().data;
  const connectors = useConnectors().data;
  if (accounts === undefined || connectors === undefined) return undefined;
  const sinks = new Set(connectors.filter(({ orderSink }) => orderSink).map(({ id }) => id));
  return accounts.filter(({ connector }) => sinks.has(connector));
}
