import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { STEPS } from '#admin-contract/discrepancy-words.js';
import { useNames } from '../../api/names.js';
import type { Repair, Shown } from '../../api/repairs.js';
import { Badge } from '../../kit/badge.js';
import { type Both, useBoth } from '../../kit/both.js';
import { Money } from '../../kit/money.js';

type Side = Extract<Shown, { sides: unknown }>['sides'][number];

/** What stands now, and what would after the repair; what changes is marked. */
export function BeforeAfter({ repair: { before, after, state } }: { readonly repair: Repair }) {
  const { t } = useTranslation('repairs');
  if (before === null) return state === 'fetching' ? <Note>{t('stillAsking')}</Note> : null;
  if (after === null) return <Note>{t('unknownAfter')}</Note>;
  return 'hour' in before ? <Hour before={before} after={after} /> : <Sides before={before} after={after} />;
}

const Note = ({ children }: { readonly children: ReactNode }) => (
  <p className="px-4 text-sm text-muted">{children}</p>
);

interface Told {
  readonly before: Shown;
  readonly after: Shown;
}

function Sides({ before, after }: Told) {
  const { t } = useTranslation('repairs');
  const { t: d } = useTranslation('discrepancies');
  const names = useNames();
  const [now, then] = [sidesOf(before), sidesOf(after)];
  const keyOf = ({ accountId, legId }: Side) => `${accountId} ${legId ?? ''}`;
  const rows = then.map((side) => ({ side, was: now.find((one) => keyOf(one) === keyOf(side)) }));
  return (
    <div className="overflow-x-auto" tabIndex={0} role="region" aria-label={t('whatHappens')}>
      <table className="w-full text-left">
        <caption className="px-4 pb-1 text-left text-sm font-medium text-muted">{t('whatHappens')}</caption>
        <thead className="text-sm text-muted">
          <tr className="*:px-4 *:py-1 *:font-medium">
            <th scope="col">{d('side')}</th>
            <th scope="col">{d('payment')}</th>
            <th scope="col">{d('fulfilment')}</th>
            <th scope="col">{d('sale')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ side, was }) => (
            <tr key={keyOf(side)} className="border-t border-line align-top *:px-4 *:py-1.5">
              <th scope="row" className="font-medium">
                {names.account(side.accountId)}{' '}
                <span className="text-sm font-normal break-all text-muted">
                  {side.legId === null ? t('newThere') : side.vendorNo}
                </span>
              </th>
              <Turned was={was?.payment} now={side.payment} />
              <Turned was={was?.fulfilment} now={side.fulfilment} />
              <td>{side.saleFen === null ? '—' : <Money fen={side.saleFen} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const sidesOf = (shown: Shown): readonly Side[] => ('sides' in shown ? shown.sides : []);

const WORDS: Readonly<Record<string, Both>> = STEPS;

interface TurnedProps {
  /** Undefined: it is not there yet. */
  readonly was: string | null | undefined;
  readonly now: string | null;
}

function Turned({ was, now }: TurnedProps) {
  const { t } = useTranslation('repairs');
  const both = useBoth();
  const word = (state: string | null) =>
    state === null ? '—' : both(WORDS[state] ?? { zh: state, en: state });
  if (was === now) return <td>{word(now)}</td>;
  return (
    <td className="bg-info-soft">
      {was !== undefined && (
        <>
          <s className="text-muted">{word(was)}</s> <span className="sr-only">{t('becomes')}</span>
          <span aria-hidden="true">→</span>{' '}
        </>
      )}
      <Badge tone="info">{word(now)}</Badge>
    </td>
  );
}

function Hour({ before, after }: Told) {
  const { t } = useTranslation('repairs');
  const { t: d } = useTranslation('discrepancies');
  const [was, now] = [hourOf(before), hourOf(after)];
  if (was === undefined || now === undefined) return null;
  const amountOf = (fen: number | bigint | null) => (fen === null ? '—' : <Money fen={fen} />);
  return (
    <p className="px-4">
      <span className="text-sm font-medium text-muted">{t('whatHappens')}</span>
      {' · '}
      {d('reported')} {amountOf(was.reportedFen)} <span className="sr-only">{t('becomes')}</span>
      <span aria-hidden="true">→</span> <strong>{amountOf(now.reportedFen)}</strong>
    </p>
  );
}

const hourOf = (shown: Shown) => ('hour' in shown ? shown.hour : undefined);
