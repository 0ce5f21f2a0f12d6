import { useTranslation } from 'react-i18next';
import { evidenceText } from '#admin-contract/discrepancy-words.js';
import { evidenceNameText } from '#admin-contract/evidence-texts.js';
import type { DiscrepancyDetail } from '../../api/discrepancies.js';
import { useNames } from '../../api/names.js';
import { useBoth } from '../../kit/both.js';
import { Card } from '../../kit/card.js';
import { Facts } from '../../kit/facts.js';
import { Instant } from '../../kit/instant.js';

/** What the rule went by, thing by thing. Digests say nothing to a person: the items stand beside it. */
const UNSHOWN = new Set(['sent', 'shown']);

/** What the rule saw when it last looked. */
export function Evidence({ one }: { readonly one: DiscrepancyDetail }) {
  const { t, i18n } = useTranslation('discrepancies');
  const both = useBoth();
  const zone = useNames().zoneOf(one.storeId);
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const seen = Object.entries(one.evidence).filter(([name]) => !UNSHOWN.has(name));
  const facts = seen.map(([name, value]) => {
    const isInstant = name.endsWith('At') && typeof value === 'string';
    const shown = isInstant ? <Instant at={value} zone={zone} /> : evidenceText(name, value, language);
    return [both(evidenceNameText(name)), shown] as const;
  });
  return (
    <Card title={t('evidenceTitle')}>
      <Facts facts={facts} />
    </Card>
  );
}
