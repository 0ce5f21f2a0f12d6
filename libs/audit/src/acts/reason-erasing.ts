import { attendant } from '#database/attendant.js';
import type { Sql } from '#database/sql.js';
import { NOBODY } from '../audit-entry.js';
import { Acts } from './audited.js';
import type { AuditWriter } from './audit-writer.js';
import { eraseReasonOf, eraseReasonsOfPerson, eraseReasonText } from './entries.store.js';

/** Erases what people wrote as reasons: the rows stay, and with them the chain. That it was erased is an act itself. */
export class ReasonErasing {
  constructor(private readonly writer: AuditWriter) {}

  /** Wherever exactly this was written: a text that is erased elsewhere may stand here too. */
  async ofText(sql: Sql, text: string): Promise<void> {
    for (const { id } of await eraseReasonText(sql, text)) await this.tell(sql, id);
  }

  /** @returns whether the row had one */
  async ofEntry(sql: Sql, entryId: string): Promise<boolean> {
    const had = await eraseReasonOf(sql, entryId);
    if (had) await this.tell(sql, entryId);
    return had;
  }

  private async tell(sql: Sql, entryId: string): Promise<void> {
    const act = { act: 'audit.reason_erased', subject: { kind: 'audit_entry', id: entryId } } as const;
    const acts = attendant();
    if (acts instanceof Acts) await acts.write(sql, { ...act, reason: null });
    else await this.writer.write(sql, { actor: NOBODY, address: null, client: null }, act);
  }
}

/**
 * As {@link ReasonErasing.ofText}, for a service whose own copy of a text somebody erases just now.
 * @throws Error outside of a request: nobody erases by himself
 */
export async function eraseAuditedText(sql: Sql, text: string): Promise<void> {
  const acts = attendant();
  for (const { id } of await eraseReasonText(sql, text)) {
    if (!(acts instanceof Acts)) throw new Error('a reason is erased, and nobody erases it');
    await acts.write(sql, { act: 'audit.reason_erased', subject: { kind: 'audit_entry', id }, reason: null });
  }
}

/**
 * A person is erased: what was erased elsewhere goes here, too, and whatever shows the phone.
 * @returns the texts
 */
export async function eraseFromReasons(
  sql: Sql,
  person: { readonly texts: readonly string[]; readonly phones: readonly string[] },
): Promise<string[]> {
  const erased = await eraseReasonsOfPerson(sql, person);
  const acts = attendant();
  for (const { id } of erased)
    if (acts instanceof Acts)
      await acts.write(sql, {
        act: 'audit.reason_erased',
        subject: { kind: 'audit_entry', id },
        reason: null,
      });
  return erased.map(({ text }) => text);
}
