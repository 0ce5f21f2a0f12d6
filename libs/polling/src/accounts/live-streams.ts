import type { Sql } from '#database/sql.js';
import { readBoundStores } from './bound-stores.query.js';
import { type AccountFault, guarded, type PagedAccount } from './polling-accounts.js';
import { rereadLimits, rereadName } from '../windows/reread-streams.js';
import type { WindowLimits } from '../windows/window-plan.js';

/** A stream of an account as it is planned, read and shown here. */
export interface LiveStream {
  /** The vendor's stream, or the same read once more later: `301`, `301~6h`. */
  readonly name: string;
  /** As the connector is asked. */
  readonly vendorStream: string;
  readonly limits: WindowLimits;
}

export interface StreamedAccount extends PagedAccount {
  /** Rereads come after the streams that they read once more. */
  readonly streams: readonly LiveStream[];
}

/** @throws whatever the connector makes of strange settings */
export function liveStreams(
  { active, pages, limits }: PagedAccount,
  vendorStoreIds: readonly string[],
): LiveStream[] {
  const names = new Set(pages.streams(active.account, vendorStoreIds));
  const plain = [...names].map((name) => ({ name, vendorStream: name, limits }));
  const rereads = (pages.rereadAfterMs ?? []).flatMap((delayMs) =>
    plain.map(({ vendorStream }) => ({
      name: rereadName(vendorStream, delayMs),
      vendorStream,
      limits: rereadLimits(limits, delayMs),
    })),
  );
  return [...plain, ...rereads.filter(({ name }) => !names.has(name))];
}

/** Of all accounts by one statement. One whose settings its connector cannot read stops only itself. */
export async function streamedAccounts(
  sql: Sql,
  accounts: readonly PagedAccount[],
  onFault: AccountFault = () => undefined,
): Promise<StreamedAccount[]> {
  if (accounts.length === 0) return [];
  const bound = await readBoundStores(
    sql,
    accounts.map(({ active }) => active.account.id),
  );
  return accounts.flatMap((paged) =>
    guarded(paged.active, onFault, () => ({
      ...paged,
      streams: liveStreams(paged, bound.get(paged.active.account.id) ?? []),
    })),
  );
}

/** What the connector calls the stream that we call so; undefined when the settings and bindings name it no more. */
export async function vendorStreamOf(
  sql: Sql,
  paged: PagedAccount,
  name: string,
): Promise<string | undefined> {
  const { id } = paged.active.account;
  const bound = await readBoundStores(sql, [id]);
  return liveStreams(paged, bound.get(id) ?? []).find((stream) => stream.name === name)?.vendorStream;
}
