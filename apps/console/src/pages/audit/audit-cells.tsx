import { useTranslation } from 'react-i18next';
import { AUDIT_ACTOR_TEXTS, AUDIT_SUBJECT_TEXTS } from '#admin-contract/audit-texts.js';
import { type AuditEntry, eraseAuditReason } from '../../api/audit.js';
import { ActButton } from '../../kit/act-button.js';
import { type Both, useBoth } from '../../kit/both.js';
import { Button } from '../../kit/button.js';
import { PlaceLink } from '../../kit/place-link.js';

interface CellProps {
  readonly entry: AuditEntry;
}

interface NarrowingProps extends CellProps {
  /** Narrows the list to this one. */
  readonly only: () => void;
}

const SUBJECTS: Readonly<Record<string, Both>> = AUDIT_SUBJECT_TEXTS;

/** Who, and from where. */
export function Who({ entry: { actor, address, client }, only }: NarrowingProps) {
  const both = useBoth();
  const { t } = useTranslation('audit');
  const name = actor.name ?? both(AUDIT_ACTOR_TEXTS[actor.kind]);
  return (
    <div className="grid justify-items-start">
      {actor.id === null ? (
        <span>{name}</span>
      ) : (
        <Button look="quiet" onClick={only} aria-label={`${name}: ${t('byThis')}`}>
          {name}
        </Button>
      )}
      {address !== null && <code className="text-sm">{address}</code>}
      {client !== null && <span className="max-w-64 truncate text-sm text-muted">{client}</span>}
    </div>
  );
}

/** What it was done to, with the bulk act that it is of. */
export function About({ entry: { subject, bulkId }, only }: NarrowingProps) {
  const both = useBoth();
  const { t } = useTranslation('audit');
  if (subject === null) return null;
  const kind = SUBJECTS[subject.kind];
  const name = `${kind === undefined ? subject.kind : both(kind)} ${subject.id}`;
  return (
    <div className="grid justify-items-start">
      <Button look="quiet" onClick={only} aria-label={`${name}: ${t('byThis')}`}>
        <span className="text-left break-all">{name}</span>
      </Button>
      {bulkId !== null && <PlaceLink to={`/bulks/${bulkId}`}>{t('ofBulk')}</PlaceLink>}
    </div>
  );
}

/** Before and after, fact by fact. */
export function Changed({ entry: { before, after } }: CellProps) {
  const { t } = useTranslation('audit');
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  if (names.length === 0) return null;
  return (
    <ul className="grid max-w-96 gap-0.5 text-sm">
      {names.map((name) => (
        <li key={name} className="break-words">
          <code>{name}</code>
          {before !== null && name in before && ` ${t('was')} ${textOf(before[name])}`}
          {after !== null && name in after && ` ${t('is')} ${textOf(after[name])}`}
        </li>
      ))}
    </ul>
  );
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** What somebody wrote, which can be erased. */
export function Why({ entry: { id, reason } }: CellProps) {
  const { t } = useTranslation('audit');
  if (reason === null) return null;
  return (
    <div className="grid max-w-80 justify-items-start gap-1">
      <span className="break-words">{reason}</span>
      <ActButton
        of={eraseAuditReason}
        title={t('eraseReason')}
        look="quiet"
        irreversible={t('eraseReasonLost')}
        act={() => eraseAuditReason(id)}
      >
        <p>{t('eraseReasonMeans')}</p>
      </ActButton>
    </div>
  );
}
