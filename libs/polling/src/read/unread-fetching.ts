import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { withinCall } from '#connectors-core/call-context.js';
import { ConnectorError, OUTAGE_CODES, saysExhausted } from '#connectors-core/connector-error.js';
import type { Fetched, Source } from '#connectors-core/connector.js';
import { shortMessage } from '#connectors-core/fault.js';
import { afterUnsent, isUnsent } from '#connectors-core/not-sent.js';
import { laterPauseMs } from '#database/later.js';
import { isLater, recordingFault } from '#intake/failure.js';
import { Leases } from '#jobs/lease.js';
import { DeclaredNumbers } from '#ledger/declared-numbers.js';
import { toRecording } from '#ledger/recording.js';
import type { PollingParts } from '../accounts/polling-parts.js';
import { askAgainAt, Resting } from '../calls/resting.js';
import { type ClaimedRow, claimUnread, endRow, type RowEnd } from '../windows/unread-rows.store.js';

const MINUTE_MS = 60_000;
/** After each try; then a person has to look at it. */
const PAUSES_MS = [10 * MINUTE_MS, 60 * MINUTE_MS, 6 * 60 * MINUTE_MS, 24 * 60 * MINUTE_MS];
/** Where nobody could be asked: once a call of the account succeeds it is due at once (`FAILED_UNREAD_ROWS`). */
const OUTAGE_PAUSE_MS = 60 * MINUTE_MS;
const AT_ONCE = 8;

type Fetch = NonNullable<Source['fetch']>;

/** Asks by its number for what a list showed in a form that nobody could read. */
export class UnreadFetching {
  private readonly leases: Leases;
  private readonly resting = new Resting();

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
    const now = clock.now();
    const accountIds = accounts
      .all()
      .filter(({ paused, connector }) => !paused && connector.source?.fetch !== undefined)
      .map(({ account }) => account.id)
      .filter((id) => !this.resting.has(id, now));
    if (accountIds.length === 0) return Promise.resolve([]);
    return claimUnread(database, { lease: this.leases.next(), now, accountIds, limit: AT_ONCE });
  }

  private async ask(row: ClaimedRow): Promise<void> {
    const active = await this.parts.accounts.byId(row.account_id);
    const fetch = active?.connector.source?.fetch?.bind(active.connector.source);
    if (active === undefined || fetch === undefined) return;
    try {
      const end = await this.fetch(row, active, fetch);
      this.rest(row, end);
      this.tell(row, active, end, { outcome: end.state === 'read' ? 'read' : 'no_quota' });
    } catch (error) {
      if (saysExhausted(error)) await this.parts.quota.exhausted(active);
      const end = this.endOf(row, error);
      this.rest(row, end);
      await endRow(this.parts.database, row, end, this.parts.clock.now());
      this.tell(row, active, end, { outcome: end.errorCode ?? 'later', error });
    }
  }

  /** What keeps one row of an account from being asked for keeps the others too: they do not find it out one by one. */
  private rest({ account_id, tries }: ClaimedRow, end: RowEnd): void {
    if (end.dueAt === null || end.tries > tries) return;
    this.resting.rest(account_id, askAgainAt(end.dueAt, this.parts.clock.now()));
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
    if (isOutage(code))
      return {
        ...waiting(row, new Date(now.getTime() + OUTAGE_PAUSE_MS)),
        errorCode: code,
        errorMessage: message,
      };
    const pause = PAUSES_MS[row.tries];
    const dueAt = pause === undefined ? null : new Date(now.getTime() + pause);
    return { state: 'open', tries: row.tries + 1, dueAt, errorCode: code, errorMessage: message };
  }

  private tell(row: ClaimedRow, { connector }: ActiveAccount, { tries }: RowEnd, told: Told): void {
    this.parts.log({
      event: 'row',
      level: told.outcome === 'read' ? 'info' : 'warn',
      ...{ accountId: row.account_id, connector: connector.id, ms: undefined },
      ...{ vendorNo: row.vendor_no, tries, ...told },
    });
  }
}

interface Told {
  readonly outcome: string;
  readonly error?: unknown;
}

const isOutage = (code: string): boolean => (OUTAGE_CODES as readonly string[]).includes(code);

const waiting = ({ tries }: ClaimedRow, dueAt: Date): RowEnd => ({
  ...{ state: 'open', tries, dueAt, errorCode: null, errorMessage: null },
});

class NotListed extends ConnectorError {
  constructor(message: string) {
    super('rejected', message);
  }
}
