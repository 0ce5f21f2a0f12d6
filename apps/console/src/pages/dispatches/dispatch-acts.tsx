import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DISPATCH_WAY_TEXTS } from '#admin-contract/kind-texts.js';
import { type DispatchDetail, release, resolve, undoPlaced } from '../../api/commands.js';
import { ActButton } from '../../kit/act-button.js';
import { useBoth } from '../../kit/both.js';
import { addTexts } from '../../i18n/texts.js';
import { Field } from '../../kit/field.js';
import { dispatchActs as texts } from './dispatch-acts.texts.js';

addTexts('dispatchActs', texts);

type Way = DispatchDetail['ways'][number];

/** What a person can do about the command now, each asked for with what it means and what cannot be undone. */
export function DispatchActs({ dispatch: { id, ways } }: { readonly dispatch: DispatchDetail }) {
  const { t } = useTranslation('dispatchActs');
  if (ways.length === 0) return <p className="text-muted">{t('actsNone')}</p>;
  return (
    <div className="flex flex-wrap gap-2" role="group" aria-label={t('acts')}>
      {ways.map((way) =>
        way === 'placed' ? <Placed key={way} id={id} /> : <Act key={way} id={id} way={way} />,
      )}
    </div>
  );
}

interface ActProps {
  readonly id: string;
  readonly way: Exclude<Way, 'placed'>;
}

function Act({ id, way }: ActProps) {
  const { t } = useTranslation('dispatchActs');
  const both = useBoth();
  const act = () => {
    if (way === 'release') return release(id);
    return way === 'undo' ? undoPlaced(id) : resolve(id, { outcome: way });
  };
  return (
    <ActButton
      of={way === 'release' ? release : way === 'undo' ? undoPlaced : resolve}
      look={way === 'release' ? 'primary' : 'plain'}
      title={both(DISPATCH_WAY_TEXTS[way])}
      irreversible={t(`good_${way}`)}
      act={act}
    >
      <p>{t(`means_${way}`)}</p>
    </ActButton>
  );
}

/** The order is at the till under a number, which the till is asked for. */
function Placed({ id }: { readonly id: string }) {
  const { t } = useTranslation('dispatchActs');
  const both = useBoth();
  const [orderNo, setOrderNo] = useState('');
  const [force, setForce] = useState(false);
  return (
    <ActButton
      of={resolve}
      title={both(DISPATCH_WAY_TEXTS.placed)}
      irreversible={t('good_placed')}
      act={() => resolve(id, { outcome: 'placed', orderNo: orderNo.trim(), ...(force && { force }) })}
    >
      <p>{t('means_placed')}</p>
      <Field
        label={t('tillNumber')}
        hint={t('tillNumberHint')}
        required
        value={orderNo}
        onChange={({ target }) => setOrderNo(target.value)}
      />
      <label className="flex items-center gap-2">
        <input type="checkbox" checked={force} onChange={({ target }) => setForce(target.checked)} />
        {t('force')}
      </label>
    </ActButton>
  );
}
