import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { type OrderDetail, useOrder } from '../../api/orders.js';
import { addTexts } from '../../i18n/texts.js';
import { Failure } from '../../kit/failure.js';
import { Loading } from '../../kit/loading.js';
import { May } from '../../kit/may.js';
import { PageHead } from '../../kit/page-head.js';
import { orderNumber } from '../../kit/order-number.js';
import { Commands } from './commands.js';
import { Corrections } from './corrections.js';
import { Erase } from './erase.js';
import { Legs } from './legs.js';
import { Links } from './links.js';
import { order as texts } from './order.texts.js';
import { Postings } from './postings.js';
import { Reveal } from './reveal.js';
import { Reveals } from './reveals.js';
import { Sentence } from './sentence.js';
import { Timeline } from './timeline.js';
import { ToLookAt } from './to-look-at.js';

addTexts('order', texts);

/** All of one order: what it is, what every vendor says of it, what happened, and what one can do. */
export function OrderPage() {
  const { id = '' } = useParams();
  const read = useOrder(id);
  if (read.data !== undefined) return <Shown key={read.data.id} order={read.data} />;
  return read.error === null ? <Loading /> : <Failure error={read.error} again={() => void read.refetch()} />;
}

function Shown({ order }: { readonly order: OrderDetail }) {
  const { t } = useTranslation('order');
  return (
    <div className="grid min-w-0 grid-cols-1 gap-4">
      <PageHead title={t('title', { number: orderNumber(order) })}>
        <Reveal orderId={order.id} />
        <Erase orderId={order.id} />
      </PageHead>
      <Sentence order={order} />
      <ToLookAt order={order} />
      <Legs order={order} />
      <Commands order={order} />
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[3fr_2fr]">
        <Timeline order={order} />
        <div className="grid min-w-0 grid-cols-1 gap-4">
          <Postings order={order} />
          <Corrections order={order} />
          <Links order={order} />
          <May of="GET /api/v1/reveals">
            <Reveals orderId={order.id} />
          </May>
        </div>
      </div>
    </div>
  );
}
