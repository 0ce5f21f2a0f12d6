import { useTranslation } from 'react-i18next';
import { type Connector, titleOf } from '../../api/connectors.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { useSettingWords } from './setting-words.js';

/** How an account of this vendor is connected, step by step, out of what its connector says of itself. */
export function Guide({ connector }: { readonly connector: Connector }) {
  const { t } = useTranslation('accounts');
  const words = useSettingWords();
  const both = useBoth();
  const wanted = connector.fields.filter(({ required }) => required);
  return (
    <Card title={t('guideTitle', { vendor: both(titleOf(connector)) })}>
      <ol className="grid list-decimal gap-3 py-3 pr-4 pl-9">
        {connector.calls && connector.defaultBaseUrl === null && (
          <li>
            <p className="font-medium">{t('guideFind', { setting: t('baseUrl') })}</p>
            <p className="text-sm text-muted">{t('baseUrlWanted')}</p>
          </li>
        )}
        {wanted.map((field) => (
          <li key={field.name}>
            <p className="font-medium">{t('guideFind', { setting: words.label(field) })}</p>
            <p className="text-sm text-muted">{words.description(field)}</p>
          </li>
        ))}
        <li>{t('guideSave')}</li>
        {connector.webhook && <li>{connector.push ? t('guidePush') : t('guideWebhook')}</li>}
        <li>{t(`guideStores_${connector.storeIds}`)}</li>
        {connector.orderSink && <li>{t('guideProducts')}</li>}
        <li>{t('guideTest')}</li>
      </ol>
    </Card>
  );
}
