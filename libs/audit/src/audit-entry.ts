/** Who does something: a key, a person, or nobody that the hub knows. */
export type AuditActorKind = 'key' | 'user' | 'none';

export interface AuditActor {
  readonly kind: AuditActorKind;
  /** Null: nobody that the hub knows. */
  readonly id: string | null;
  /** As it is called now: it may be called otherwise later. */
  readonly name: string | null;
}

/** Nobody that the hub knows: a wrong key, a host's command, the hub itself. */
export const NOBODY: AuditActor = { kind: 'none', id: null, name: null };

/** One act, as it stands in the audit for ever. */
export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly actorKind: AuditActorKind;
  readonly actorId: string | null;
  readonly actorName: string | null;
  readonly address: string | null;
  readonly client: string | null;
  readonly act: string;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  /** JSON texts, byte for byte as they were written. */
  readonly before: string | null;
  readonly after: string | null;
  /** SHA-256 over the nonce and the text of its reason, hexadecimal; null: it has none. */
  readonly reasonDigest: string | null;
  /** The bulk act of which it is one item. */
  readonly bulkId: string | null;
}
