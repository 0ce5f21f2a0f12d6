import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { linkText } from '#admin-contract/timeline-words.js';
import { linkOrder, undoLink } from '../../api/order-acts.js';
import { useNames } from '../../api/names.js';
import type { OrderDetail } from '../../api/orders.js';
import { ActButton } from '../../kit/act-button.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Field } from '../../kit/field.js';
import { Instant } from '../../kit/instant.js';

/** By what its legs are one order; a person may say that another is the same, and take it back. */
export function Links({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('order');
  const [otherId, setOtherId] = useState('');
  const undone = new Set(order.links.map(({ undoes }) => undoes));
  return (
    <Card title={t('links')}>
      <ul className="divide-y divide-line">
        {order.links.map((link) => (
          <Linked key={link.id} link={link} legs={order.legs} isUndone={undone.has(link.id)} />
        ))}
      </ul>
      <div className="border-t border-line px-4 py-2">
        <ActButton
          of={linkOrder}
          title={t('link')}
          reason="required"
          act={(reason) => linkOrder(order.id, otherId.trim().split('/').at(-1) ?? '', reason)}
          done={() => setOtherId('')}
        >
          <p>{t('linkMeans')}</p>
          <Field
            label={t('otherOrder')}
            hint={t('otherOrderHint')}
            required
            value={otherId}
            onChange={({ target }) => setOtherId(target.value)}
          />
        </ActButton>
      </div>
    </Card>
  );
}

interface LinkedProps {
  readonly link: OrderDetail['links'][number];
  readonly legs: OrderDetail['legs'];
  readonly isUndone: boolean;
}

function Linked({ link: { id, legId, evidence, linkedAt, act }, legs, isUndone }: LinkedProps) {
  const { t } = useTranslation('order');
  const names = useNames();
  const both = useBoth();
  const leg = legs.find((one) => one.id === legId);
  return (
    <li className="grid gap-1 px-4 py-2">
      <span className="break-words">
        {leg === undefined ? legId.slice(0, 8) : `${names.account(leg.accountId)} ${leg.orderNo}`} ·{' '}
        {both(linkText(evidence))}
        {act?.reason != null && ` · “${act.reason}”`}
      </span>
      <span className="text-sm text-muted">
        <Instant at={linkedAt} />
      </span>
      {act !== null && !isUndone && (
        <span>
          <ActButton
            of={undoLink}
            title={t('unlink')}
            reason="required"
            act={(reason) => undoLink(id, reason)}
          >
            <p>{t('unlinkMeans')}</p>
          </ActButton>
        </span>
      )}
    </li>
  );
}
