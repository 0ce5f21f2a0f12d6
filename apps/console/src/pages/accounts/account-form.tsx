import { useMutation } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../api/accounts.js';
import type { Connector } from '../../api/connectors.js';
import { Button } from '../../kit/button.js';
import { Field } from '../../kit/field.js';
import { useFieldFaults } from '../../kit/field-faults.js';
import { Refused } from '../../kit/refused.js';
import { changedConfig, type Draft, type Drafts, draftsOf } from './config-draft.js';
import { ConfigFields, pathOf } from './config-fields.js';
import { showMade } from './made-values.js';

/** What the form says, as the hub takes it. */
export interface Filled {
  readonly name: string;
  readonly baseUrl: string | undefined;
  /** Only what is another than before. */
  readonly config: Readonly<Record<string, unknown>>;
}

interface AccountFormProps {
  readonly connector: Connector;
  /** Undefined: it is yet to be made. */
  readonly account: Account | undefined;
  readonly save: (filled: Filled) => Promise<Account>;
}

/** What is written, and the saving of it. */
function useWritten({ connector, account, save }: AccountFormProps) {
  const { fields } = connector;
  const [before, setBefore] = useState<Drafts>(() => draftsOf(fields, account?.config ?? {}));
  const [drafts, setDrafts] = useState(before);
  const [name, setName] = useState(account?.name ?? '');
  const usual = account?.baseUrl ?? connector.defaultBaseUrl ?? '';
  const [baseUrl, setBaseUrl] = useState(usual);
  const saving = useMutation({
    mutationFn: async () => {
      const saved = await save({
        name,
        baseUrl: baseUrl === usual ? undefined : baseUrl,
        config: changedConfig(fields, before, drafts),
      });
      showMade(saved.id, drafts);
      return saved;
    },
    // The form begins anew with what is saved; what another person changed meanwhile is not touched.
    onSuccess: ({ config }) => {
      setBefore(draftsOf(fields, config));
      setDrafts(draftsOf(fields, config));
    },
  });
  const setDraft = (field: string, draft: Draft) => setDrafts((all) => ({ ...all, [field]: draft }));
  return { drafts, setDraft, name, setName, baseUrl, setBaseUrl, saving };
}

/** An account's name, address and settings, as its vendor wants them. What is wrong is said beside what it is about. */
export function AccountForm(props: AccountFormProps) {
  const { t } = useTranslation('accounts');
  const { connector, account } = props;
  const { saving, ...written } = useWritten(props);
  const form = useFirstFault(saving.error);
  const faults = useFieldFaults(saving.error);
  // Where each merchant has an address of its own, it stands with what is wanted.
  const isAddressWanted = connector.calls && connector.defaultBaseUrl === null;
  const address = (
    <BaseUrl
      fault={faults.of('baseUrl')}
      value={written.baseUrl}
      change={written.setBaseUrl}
      isWanted={isAddressWanted}
    />
  );
  return (
    <form
      ref={form}
      noValidate
      className="grid gap-5 p-4"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Field
        label={t('name')}
        hint={t('nameHint')}
        fault={faults.of('name')}
        value={written.name}
        onChange={({ target }) => written.setName(target.value)}
      />
      {isAddressWanted && address}
      <ConfigFields
        key={saving.data?.updatedAt}
        fields={connector.fields}
        drafts={written.drafts}
        faults={faults}
        secretsSet={secretsOf(account)}
        change={written.setDraft}
      />
      {connector.calls && !isAddressWanted && address}
      <Outcome error={saving.error} connector={connector} isSaved={saving.isSuccess} />
      <Button look="primary" type="submit" disabled={saving.isPending} className="justify-self-start">
        {saving.isPending ? t('saving') : account === undefined ? t('make') : t('save')}
      </Button>
    </form>
  );
}

interface BaseUrlProps {
  readonly fault: string | undefined;
  readonly value: string;
  readonly change: (value: string) => void;
  /** There is none that most have. */
  readonly isWanted: boolean;
}

function BaseUrl({ fault, value, change, isWanted }: BaseUrlProps) {
  const { t } = useTranslation('accounts');
  return (
    <Field
      label={t('baseUrl')}
      hint={t(isWanted ? 'baseUrlWanted' : 'baseUrlHint')}
      fault={fault}
      value={value}
      onChange={({ target }) => change(target.value)}
    />
  );
}

/** Where something is wrong, the hand is led to the first of it. */
function useFirstFault(error: Error | null): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error === null) return;
    const [first] = form.current?.querySelectorAll<HTMLElement>('[data-invalid]') ?? [];
    const input =
      first?.matches('input, textarea') === true
        ? first
        : first?.querySelector<HTMLElement>('input, textarea');
    (input ?? first?.closest('fieldset')?.querySelector<HTMLElement>('input, select, button'))?.focus();
  }, [error]);
  return form;
}

const secretsOf = (account: Account | undefined): ReadonlySet<string> =>
  new Set(
    Object.entries(account?.config ?? {}).flatMap(([name, value]) =>
      (value as { set?: unknown } | null)?.set === true ? [name] : [],
    ),
  );

interface OutcomeProps {
  readonly error: Error | null;
  readonly connector: Connector;
  readonly isSaved: boolean;
}

/** What came of the saving, and what is wrong with what the form does not show. */
function Outcome({ error, connector, isSaved }: OutcomeProps) {
  const { t } = useTranslation('accounts');
  const shown = ['name', 'baseUrl', ...connector.fields.map((field) => pathOf(field.name))];
  return (
    <div className="grid gap-1">
      <Refused error={error} isBeside />
      {useFieldFaults(error)
        .beside(shown)
        .map((fault) => (
          <p key={fault} className="font-medium text-bad">
            {fault}
          </p>
        ))}
      <p role="status" className="text-good">
        {isSaved && t('saved')}
      </p>
    </div>
  );
}
