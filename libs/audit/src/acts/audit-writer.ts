import { randomBytes } from 'node:crypto';
import type { Sql } from '#database/sql.js';
import { jsonText } from '#database/json-text.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { storable } from '#domain/storable.js';
import type { Instance } from '#jobs/instance.js';
import { wakeUp } from '#jobs/job-queue.js';
import type { AuditActor, AuditEntry } from '../audit-entry.js';
import { AUDIT_SEAL } from '../audit.tasks.js';
import { reasonDigest } from '../chain/chain-text.js';
import type { AuditAct, AuditSubjectKind } from './audit-act.js';
import { insertEntry, type KeptReason } from './entries.store.js';

/** Who acts, and from where. */
export interface Acting {
  readonly actor: AuditActor;
  readonly address: string | null;
  readonly client: string | null;
  /** Where it is one item of what a person began. */
  readonly bulkId?: string;
}

/** Plain values that name no person and hold no secret: whoever tells an act chooses them. */
export type AuditFacts = Readonly<Record<string, unknown>>;

/** What is done. What is absent is not known, or of no interest. */
export interface DoneAct {
  readonly act: AuditAct;
  readonly subject?: { readonly kind: AuditSubjectKind; readonly id: string } | undefined;
  readonly before?: AuditFacts | undefined;
  readonly after?: AuditFacts | undefined;
  /** What a person wrote as the reason. */
  readonly reason?: string | null | undefined;
  /** Where the act has a row of its own with this id, which begins with the time of it. */
  readonly row?: { readonly id: string; readonly at: Date } | undefined;
}

const LONGEST_CLIENT = 200;
const LONGEST_REASON = 4_000;
const NONCE_BYTES = 16;

/** Writes acts into the transactions of what they change. */
export class AuditWriter {
  constructor(
    private readonly parts: { readonly clock: Pick<Clock, 'now'>; readonly instance: Pick<Instance, 'id'> },
  ) {}

  async write(sql: Sql, acting: Acting, done: DoneAct): Promise<void> {
    const reason = reasonOf(done.reason);
    await insertEntry(sql, entryOf(acting, done, done.row ?? this.newRow(), reason), reason);
    await wakeUp(sql, AUDIT_SEAL, this.parts.instance.id);
  }

  private newRow(): { id: string; at: Date } {
    const at = this.parts.clock.now();
    return { id: uuidV7(at, randomBytes(10)), at };
  }
}

function reasonOf(text: string | null | undefined): KeptReason | null {
  const said = storable(text?.trim() ?? '', LONGEST_REASON);
  return said === '' ? null : { nonce: randomBytes(NONCE_BYTES), text: said };
}

const entryOf = (
  { actor, address, client, bulkId }: Acting,
  { act, subject, before, after }: DoneAct,
  row: { readonly id: string; readonly at: Date },
  reason: KeptReason | null,
): AuditEntry => ({
  ...row,
  actorKind: actor.kind,
  actorId: actor.id,
  actorName: actor.name,
  address,
  client: client === null ? null : storable(client.replace(/\p{Cc}/gu, ' '), LONGEST_CLIENT),
  act,
  subjectKind: subject?.kind ?? null,
  subjectId: subject?.id ?? null,
  before: before === undefined ? null : jsonText(before),
  after: after === undefined ? null : jsonText(after),
  reasonDigest: reason === null ? null : reasonDigest(reason.nonce, reason.text),
  bulkId: bulkId ?? null,
});
