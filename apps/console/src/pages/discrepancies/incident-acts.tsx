import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewBulk } from '../../api/bulks.js';
import { type Incident, useIncidentSample } from '../../api/incidents.js';
import { bulkOf } from '../../api/many-discrepancies.js';
import { useBoth } from '../../kit/both.js';
import { BulkButton } from '../../kit/bulk-button.js';
import { Select } from '../../kit/select.js';
import { kindText } from './repair-words.js';
import { Sample } from './sample.js';
import { StopToName } from './stop-to-name.js';

/** What can be decided of all open ones of an incident. */
export function IncidentActs({ incident }: { readonly incident: Incident }) {
  const { t } = useTranslation('incidents');
  const { t: d } = useTranslation('discrepancies');
  return (
    <div className="flex flex-wrap gap-2">
      <Approve incident={incident} />
      <ActOnAll incident={incident} act="dismiss" label={t('dismiss')}>
        <p>{d('dismissMeans')}</p>
      </ActOnAll>
      <ActOnAll incident={incident} act="accept" label={t('accept')}>
        <p>{d('acceptMeans')}</p>
      </ActOnAll>
    </div>
  );
}

function Approve({ incident }: { readonly incident: Incident }) {
  const { t } = useTranslation('incidents');
  const { t: m } = useTranslation('many');
  const both = useBoth();
  const [picked, setPicked] = useState<string>();
  const sample = useIncidentSample(incident.id).data ?? [];
  const kinds = [...new Set(sample.flatMap(({ repairs }) => repairs.map(({ kind }) => kind)))];
  const kind = kinds.find((one) => one === picked) ?? kinds[0];
  if (kind === undefined) return null;
  return (
    <ActOnAll incident={incident} act="approve" label={t('approve')} besides={{ repair: kind }}>
      <Select
        label={m('kind')}
        value={kind}
        choices={kinds.map((value) => ({ value, label: both(kindText(value)) }))}
        onChange={setPicked}
      />
      <StopToName count={incident.open} />
    </ActOnAll>
  );
}

interface ActOnAllProps {
  readonly incident: Incident;
  readonly act: NewBulk['act'];
  readonly label: string;
  /** What the act wants besides. */
  readonly besides?: object;
  readonly children: ReactNode;
}

function ActOnAll({ incident: { id, open, text }, act, label, besides, children }: ActOnAllProps) {
  const both = useBoth();
  const sample = useIncidentSample(id).data ?? [];
  return (
    <BulkButton
      label={label}
      disabled={open === 0}
      asked={bulkOf(act, { filter: { incidentId: id, state: 'open' } }, besides)}
    >
      <p className="font-medium">{both(text)}</p>
      {children}
      <Sample meant={sample} />
    </BulkButton>
  );
}
