import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { DiscrepancyDetail } from '../../api/discrepancies.js';
import { useNames } from '../../api/names.js';
import { approveRepair, planRepair, type Repair, type RepairOffer } from '../../api/repairs.js';
import { May } from '../../kit/may.js';
import { ActButton } from '../../kit/act-button.js';
import { Button } from '../../kit/button.js';
import { useBoth } from '../../kit/both.js';
import { useErrorWords } from '../../kit/error-words.js';
import { isForever, isSameOffer, kindText } from './repair-words.js';

interface OffersProps {
  readonly one: DiscrepancyDetail;
  /** What is planned, if anything is. */
  readonly live: Repair | undefined;
}

/** What would mend it, beside what is planned already: each to be looked at first, and to be approved. */
export function Offers({ one, live }: OffersProps) {
  const others = one.repairs.filter((offer) => live === undefined || !isSameOffer(offer, live));
  if (others.length === 0) return null;
  return (
    <ul className="divide-y divide-line border-t border-line first:border-t-0">
      {others.map((offer) => (
        <Offer key={`${offer.kind} ${offer.accountId} ${offer.legId ?? ''}`} one={one} offer={offer} />
      ))}
    </ul>
  );
}

interface OfferProps {
  readonly one: DiscrepancyDetail;
  readonly offer: RepairOffer;
}

function Offer({ one, offer }: OfferProps) {
  const { t } = useTranslation('repairs');
  const both = useBoth();
  const names = useNames();
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3">
      <p>
        <span className="font-medium">{both(kindText(offer.kind))}</span>{' '}
        <span className="text-sm text-muted">{t('at', { account: names.account(offer.accountId) })}</span>
      </p>
      <div className="flex flex-wrap gap-2">
        <Look id={one.id} offer={offer} label={t('look')} />
        <Approve one={one} offer={offer} />
      </div>
    </li>
  );
}

/** Asks for a reason, and has it done. */
export function Approve({ one, offer }: OfferProps) {
  const { t } = useTranslation('repairs');
  const both = useBoth();
  const names = useNames();
  const kind = both(kindText(offer.kind));
  return (
    <ActButton
      of={approveRepair}
      look="primary"
      title={t('approveKind', { kind })}
      reason="required"
      irreversible={isForever(offer) ? t('approveForever') : undefined}
      act={(reason) => approveRepair(one.id, offer, reason)}
    >
      <p>{both(one.text)}</p>
      <p>{t('approveMeans', { kind, account: names.account(offer.accountId) })}</p>
    </ActButton>
  );
}

/** Asks every vendor anew; nothing is begun, so nobody is asked why. */
function Look({
  id,
  offer,
  label,
}: {
  readonly id: string;
  readonly offer: RepairOffer;
  readonly label: string;
}) {
  const words = useErrorWords();
  const queries = useQueryClient();
  const looking = useMutation({
    mutationFn: () => planRepair(id, offer),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <May of={planRepair}>
      <Button disabled={looking.isPending} onClick={() => looking.mutate()}>
        {label}
      </Button>
      {looking.error !== null && (
        <p role="alert" className="w-full font-medium text-bad">
          {words(looking.error)}
        </p>
      )}
    </May>
  );
}
