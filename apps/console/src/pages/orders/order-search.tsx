import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate } from 'react-router';
import { usePlaceState } from '../../api/place-state.js';
import { Button } from '../../kit/button.js';
import { Field } from '../../kit/field.js';

/** One field for any number. What is looked for is kept in the browser's history, and in no address. */
export function OrderSearch() {
  const { t } = useTranslation('orders');
  const { text } = usePlaceState();
  const { search } = useLocation();
  const navigate = useNavigate();
  const look = (sought: string) => {
    const rest = new URLSearchParams(search);
    rest.delete('cursor');
    void navigate({ search: rest.toString() }, { state: sought === '' ? null : { text: sought } });
  };
  return (
    <form
      role="search"
      className="grid gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        const given = new FormData(event.currentTarget).get('text');
        look(typeof given === 'string' ? given.trim() : '');
      }}
    >
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-end gap-2">
        <Field
          key={text ?? ''}
          name="text"
          label={t('search')}
          defaultValue={text ?? ''}
          autoComplete="off"
          maxLength={100}
        />
        <div className="flex gap-2">
          <Button look="primary" type="submit" className="min-h-10">
            {t('find')}
          </Button>
          {text !== undefined && (
            <Button className="min-h-10" onClick={() => look('')}>
              {t('forget')}
            </Button>
          )}
        </div>
      </div>
      <p className="text-sm text-muted">{t('searchHint')}</p>
    </form>
  );
}
