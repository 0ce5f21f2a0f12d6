import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { withinCall } from '#connectors-core/call-context.js';
import { ConnectorError, saysExhausted } from '#connectors-core/connector-error.js';
import type { Fetched, Source } from '#connectors-core/connector.js';
import { shortMessage } from '#connectors-core/fault.js';
import { afterUnsent, isUnsent } from '#connectors-core/not-sent.js';
import { laterPauseMs } from '#database/later.js';
import { isLater, recordingFault } from '#intake/failure.js';
import { Leases } from '#jobs/lease.js';
import { DeclaredNumbers } from '#ledger/declared-numbers.js';
import { toRecording } from '#ledger/recording.js';
import type { PollingParts } from '../accounts/polling-parts.js';
import { askAgainAt } from '../calls/resting.js';
import { type ClaimedRow, claimUnread, endRow, type RowEnd } from '../windows/unread-rows.store.js';

const MINUTE_MS = 60_000;
/** After each try; then a person has to look at it. */
const PAUSES_MS = [10 * MINUTE_MS, 60 * MINUTE_MS, 6 * 60 * MINUTE_MS, 24 * 60 * MINUTE_MS];
const AT_ONCE = 8;

type Fetch = NonNullable<Source['fetch']>;

/** Asks by its number for what a list showed in a form that nobody could read. */
export class UnreadFetching {
  private readonly leases: Leases;

  constructor(private readonly parts: PollingParts) {
    this.leases = new Leases(parts.clock, parts.instance, parts.settings.leaseMs);
  }

  /** Until none is due. */
  async run(signal: AbortSignal): Promise<void> {
    for (let claimed = AT_ONCE; claimed === AT_ONCE && !signal.aborted;) {
      const rows = await this.claim();
      claimed = rows.length;
      await Promise.all(rows.map((row) => this.ask(row)));
    }
  }

  private claim(): Promise<ClaimedRow[]> {
    const { database, clock, accounts } = this.parts;
    const accountIds = accounts
      .all()
      .filter(({ paused, connector }) => !paused && connector.source?.fetch !== undefined)
      .map(({ account }) => account.id);
    if (accountIds.length === 0) return Promise.resolve([]);
    return claimUnread(database, { lease: this.leases.next(), now: clock.now(), accountIds, limit: AT_ONCE });
  }

  private async ask(row: ClaimedRow): Promise<void> {
    const active = await this.parts.accounts.byId(row.account_id);
    const fetch = active?.connector.source?.fetch?.bind(active.connector.source);
    if (active === undefined || fetch === undefined) return;
    try {
      const end = await this.fetch(row, active, fetch);
      this.tell(row, active, end.state === 'read' ? 'read' : 'no_quota');
    } catch (error) {
      if (saysExhausted(error)) await this.parts.quota.exhausted(active);
      const end = this.endOf(row, error);
      await endRow(this.parts.database, row, end, this.parts.clock.now());
      this.tell(row, active, end.errorCode ?? 'later', error);
    }
  }

  private async fetch(row: ClaimedRow, active: ActiveAccount, fetch: Fetch): Promise<RowEnd> {
    const { database, clock, quota } = this.parts;
    const reserved = await quota.reserve(active, 'fetch');
    if (!reserved.granted) {
      const end = waiting(row, askAgainAt(reserved.retryAt, clock.now()));
      await endRow(database, row, end, clock.now());
      return end;
    }
    const { calls } = reserved;
    const asked = withinCall({ purpose: 'fetch', reserved: calls }, () =>
      fetch({ vendorNo: row.vendor_no }, active.account),
    );
    const fetched = await asked.finally(() => quota.giveBack(calls));
    if (!fetched.found) throw new NotListed(fetched.message);
    return this.record(row, active, fetched);
  }

  private async record(
    row: ClaimedRow,
    active: ActiveAccount,
    { observation, rawBody }: Extract<Fetched, { found: true }>,
  ): Promise<RowEnd> {
    const { database, ledger, accounts, clock } = this.parts;
    const numbers = await DeclaredNumbers.in([observation], accounts);
    const by = row.by_live ? 'live' : 'backfill';
    const recording = toRecording(active, { observation, evidence: { body: rawBody }, by }, numbers);
    const end: RowEnd = {
      state: 'read',
      tries: row.tries + 1,
      dueAt: null,
      errorCode: null,
      errorMessage: null,
    };
    await database.transaction(async (sql) => {
      await ledger.recordOn(sql, [recording]);
      await endRow(sql, row, end, clock.now());
    });
    return end;
  }

  private endOf(row: ClaimedRow, error: unknown): RowEnd {
    const { clock, random } = this.parts;
    const now = clock.now();
    if (isUnsent(error)) return waiting(row, afterUnsent(error, now, random));
    if (isLater(error)) return waiting(row, new Date(now.getTime() + laterPauseMs(random)));
    const { code, message } =
      error instanceof NotListed
        ? { code: 'not_found', message: shortMessage(error.message) }
        : recordingFault(error);
    const pause = PAUSES_MS[row.tries];
    const dueAt = pause === undefined ? null : new Date(now.getTime() + pause);
    return { state: 'open', tries: row.tries + 1, dueAt, errorCode: code, errorMessage: message };
  }

  private tell(row: ClaimedRow, { connector }: ActiveAccount, outcome: string, error?: unknown): void {
    this.parts.log({
      event: 'row',
      level: outcome === 'read' ? 'info' : 'warn',
      ...{ outcome, accountId: row.account_id, connector: connector.id, ms: undefined },
      ...{ vendorNo: row.vendor_no, tries: row.tries + 1 },
      ...(error === undefined ? {} : { error }),
    });
  }
}

const waiting = ({ tries }: ClaimedRow, dueAt: Date): RowEnd => ({
  ...{ state: 'open', tries, dueAt, errorCode: null, errorMessage: null },
});

class NotListed extends ConnectorError {
  constructor(message: string) {
    super('rejected', message);
  }
}
