import { randomUUID } from 'node:crypto';
import { chinaCompact } from '../china-time.js';
import type { JournalRecord, Remembered } from '../journal.js';
import type { Outbox } from '../outbound/outbox.js';
import { writeEvent } from './pospal-pusher.js';
import type { PospalTill } from './pospal-tills.js';

interface PospalTicket {
  readonly sn: string;
  readonly appId: string;
  readonly madeAt: number;
}

const recordOf = (ticket: PospalTicket): JournalRecord => ({ kind: 'pospal.ticket', ticket });

/**
 * Counter tickets: what a till prints when somebody pays at the counter. Only their number is told
 * (`ticket.new`); their own API is not played.
 */
export class PospalTickets implements Remembered {
  private readonly bySn = new Map<string, PospalTicket>();
  readonly replay = {
    'pospal.ticket': (record: JournalRecord): void => {
      const { ticket } = record as unknown as { ticket: PospalTicket };
      this.bySn.set(ticket.sn, ticket);
    },
  };

  constructor(
    private readonly outbox: Outbox,
    private readonly now: () => number,
  ) {}

  /** @param sn its number; without it one of 21 digits is made */
  ring(till: PospalTill, sn: string | undefined, notify: boolean): PospalTicket {
    const madeAt = this.now();
    const made = `${chinaCompact(madeAt)}${String(this.bySn.size + 1).padStart(7, '0')}`;
    const ticket = { sn: sn ?? made, appId: till.appId, madeAt };
    this.bySn.set(ticket.sn, ticket);
    const body = writeEvent({ cmd: 'ticket.new', body: { sn: ticket.sn }, bornAt: madeAt });
    const message = { id: randomUUID(), target: till.appId, orderNo: ticket.sn, body };
    this.outbox.add(till.appId, notify && till.pushUrl !== null ? [message] : [], [recordOf(ticket)]);
    return ticket;
  }

  all(): IterableIterator<PospalTicket> {
    return this.bySn.values();
  }

  get size(): number {
    return this.bySn.size;
  }

  snapshot(): JournalRecord[] {
    return [...this.bySn.values()].map(recordOf);
  }
}
