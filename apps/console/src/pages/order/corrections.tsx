import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CORRECTION_STATE_TEXTS } from '#admin-contract/state-texts.js';
import { correct, withdrawCorrection } from '../../api/order-acts.js';
import type { OrderDetail } from '../../api/orders.js';
import { fenOf } from '../../i18n/money.js';
import { ActButton } from '../../kit/act-button.js';
import { Badge } from '../../kit/badge.js';
import { useBoth } from '../../kit/both.js';
import { Card, CardNote } from '../../kit/card.js';
import { Field } from '../../kit/field.js';
import { Instant } from '../../kit/instant.js';
import { Money } from '../../kit/money.js';

/** What people state in place of a vendor. */
export function Corrections({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('order');
  return (
    <Card title={t('corrections')}>
      {order.corrections.length === 0 && <CardNote>{t('correctionsNone')}</CardNote>}
      <ul className="divide-y divide-line">
        {order.corrections.map((correction) => (
          <Corrected key={correction.id} orderId={order.id} correction={correction} />
        ))}
      </ul>
      <div className="border-t border-line px-4 py-2">
        <NewCorrection order={order} />
      </div>
    </Card>
  );
}

interface CorrectedProps {
  readonly orderId: string;
  readonly correction: OrderDetail['corrections'][number];
}

function Corrected({ orderId, correction }: CorrectedProps) {
  const { t } = useTranslation('order');
  const both = useBoth();
  const { id, saleFen, totalFen, paidFen, paidAt, reason, statedBy, statedAt, state } = correction;
  return (
    <li className="grid gap-1 px-4 py-2">
      <span className="flex flex-wrap items-center gap-2">
        <Badge tone={state === 'applies' ? 'good' : 'plain'}>{both(CORRECTION_STATE_TEXTS[state])}</Badge>
        {saleFen !== null && (
          <span>
            {t('saleFen')} <Money fen={saleFen} />
          </span>
        )}
        {totalFen !== null && (
          <span>
            {t('totalFen')} <Money fen={totalFen} />
          </span>
        )}
        {paidFen !== null && (
          <span>
            {t('paidFen')} <Money fen={paidFen} />
          </span>
        )}
        {paidAt !== null && (
          <span>
            {t('paidAt')} <Instant at={paidAt} />
          </span>
        )}
      </span>
      <span className="break-words">{reason}</span>
      <span className="text-sm text-muted">
        {statedBy} · <Instant at={statedAt} />
      </span>
      {state === 'applies' && (
        <span>
          <ActButton
            of={withdrawCorrection}
            title={t('withdraw')}
            reason="required"
            act={(why) => withdrawCorrection(orderId, id, why)}
          >
            <p>{t('withdrawMeans')}</p>
          </ActButton>
        </span>
      )}
    </li>
  );
}

function NewCorrection({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('order');
  const [amount, setAmount] = useState('');
  const fen = fenOf(amount);
  return (
    <ActButton
      of={correct}
      title={t('correct')}
      reason="required"
      act={(reason) => correct(order.id, { saleFen: Number(fen) }, reason)}
      isReady={fen !== undefined}
      done={() => setAmount('')}
    >
      <p>{t('correctMeans')}</p>
      <p>
        {t('before')}: {order.saleFen === null ? '—' : <Money fen={order.saleFen} />} → {t('after')}:{' '}
        {fen === undefined ? '—' : <Money fen={fen} />}
      </p>
      <Field
        label={t('newSale')}
        inputMode="decimal"
        required
        value={amount}
        fault={amount !== '' && fen === undefined ? t('noAmount') : undefined}
        onChange={({ target }) => setAmount(target.value)}
      />
    </ActButton>
  );
}
