import type { JournalRecord, Remembered } from '../journal.js';
import { Timeline, type TimedRow, type TimeWindow } from '../timeline.js';
import type { OvoparkShop } from './ovopark-enterprises.js';
import type { OvoparkTicket } from './ovopark-ticket.js';

export const ticketRecord = (ticket: OvoparkTicket): JournalRecord => ({ kind: 'ovopark.ticket', ticket });
export const removedRecord = (key: string): JournalRecord => ({ kind: 'ovopark.ticket_removed', key });

type StoreKey = Pick<OvoparkTicket, 'akey' | 'depId'>;

export const ticketKey = ({ akey, depId, ticketId }: StoreKey & Pick<OvoparkTicket, 'ticketId'>): string =>
  `${akey}/${depId}/${ticketId}`;

interface Row extends TimedRow {
  readonly ticket: OvoparkTicket;
}

/** Every ticket that was put here by hand; those of a till are the till's own orders. */
export class OvoparkTickets implements Remembered {
  private readonly rows = new Map<string, Row>();
  private readonly stores = new Map<string, Timeline<Row>>();
  private lastSeq = 0;
  readonly replay = {
    'ovopark.ticket': (record: JournalRecord): void => {
      this.put((record as unknown as { ticket: OvoparkTicket }).ticket);
    },
    'ovopark.ticket_removed': ({ key }: JournalRecord): void => {
      this.remove(String(key));
    },
  };

  /** Adds a ticket or replaces it; the caller journals it. */
  put(ticket: OvoparkTicket): void {
    const key = ticketKey(ticket);
    this.remove(key);
    const { visibleFrom } = ticket;
    const row = { ticket, seq: ++this.lastSeq, visibleFrom, visibleTo: Infinity };
    this.rows.set(key, row);
    this.store(ticket).add(row);
  }

  remove(key: string): void {
    const row = this.rows.get(key);
    if (row === undefined) return;
    this.rows.delete(key);
    this.store(row.ticket).remove(row);
  }

  get(key: string): OvoparkTicket | undefined {
    return this.rows.get(key)?.ticket;
  }

  /** What a store shows at `now`, oldest first. */
  within(akey: string, { depId }: OvoparkShop, window: TimeWindow, now: number): OvoparkTicket[] {
    return this.store({ akey, depId })
      .within(window, now, () => true)
      .map(({ ticket }) => ticket);
  }

  get size(): number {
    return this.rows.size;
  }

  *all(): Iterable<OvoparkTicket> {
    for (const { ticket } of this.rows.values()) yield ticket;
  }

  snapshot(): JournalRecord[] {
    return [...this.rows.values()].map(({ ticket }) => ticketRecord(ticket));
  }

  private store({ akey, depId }: StoreKey): Timeline<Row> {
    const name = `${akey}/${depId}`;
    const known = this.stores.get(name) ?? new Timeline<Row>(({ ticket }) => ticket.at);
    this.stores.set(name, known);
    return known;
  }
}
