import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Does } from '../../api/act.js';
import { Button } from '../../kit/button.js';
import { May } from '../../kit/may.js';
import { Refused } from '../../kit/refused.js';
import { Field } from '../../kit/field.js';
import { useFieldFaults } from '../../kit/field-faults.js';

export interface Typed<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly type?: 'text' | 'password' | 'time' | 'datetime-local';
}

interface SimpleFormProps<Name extends string, Answer> {
  /** What it is saved by: whoever may not use that sees no form. */
  readonly of: Does;
  readonly fields: readonly Typed<Name>[];
  readonly begin: Readonly<Record<Name, string>>;
  readonly save: (typed: Readonly<Record<Name, string>>) => Promise<Answer>;
  readonly saved: (answer: Answer) => void;
  readonly label: string;
  /** What is chosen, not typed. */
  readonly children?: ReactNode;
}

/** Texts to be filled in; what the hub finds wrong stands beside each, and what is saved empties the form. */
export function SimpleForm<Name extends string, Answer>(props: SimpleFormProps<Name, Answer>) {
  return (
    <May of={props.of}>
      <Shown {...props} />
    </May>
  );
}

function Shown<Name extends string, Answer>(props: SimpleFormProps<Name, Answer>) {
  const { fields, begin, save, saved, label, children } = props;
  const queries = useQueryClient();
  const [typed, type] = useState(begin);
  const saving = useMutation({
    mutationFn: () => save(typed),
    onSuccess: async (answer) => {
      type(begin);
      saved(answer);
      await queries.invalidateQueries();
    },
  });
  const faults = useFieldFaults(saving.error);
  const beside = faults.beside(fields.map(({ name }) => name));
  return (
    <form
      noValidate
      className="grid items-start gap-4 p-4 md:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      {fields.map(({ name, ...field }) => (
        <Field
          key={name}
          {...field}
          autoComplete="off"
          fault={faults.of(name)}
          value={typed[name]}
          onChange={({ target }) => type((all) => ({ ...all, [name]: target.value }))}
        />
      ))}
      {children}
      <div className="grid justify-items-start gap-2 md:col-span-2">
        <Refused error={saving.error} isBeside />
        {beside.map((fault) => (
          <p key={fault} className="font-medium text-bad">
            {fault}
          </p>
        ))}
        <Button look="primary" type="submit" disabled={saving.isPending}>
          {label}
        </Button>
      </div>
    </form>
  );
}
