import { ConnectorError } from './connector-error.js';
import { errorFields } from './error-fields.js';

const of = (error: Error): Record<string, unknown> => Object.fromEntries(errorFields(error));

/** As pg makes them. */
const ofPostgres = (message: string, fields: object): Error =>
  Object.assign(new Error(message), { severity: 'ERROR', routine: 'ExecConstraints', ...fields });

it('an error says its class, its words, where it is from and what it has besides', () => {
  const cause = new Error('why');
  const error = Object.assign(new TypeError('x', { cause }), { port: 7, detail: 'of ours' });
  expect(of(error)).toEqual({
    ...{ type: 'TypeError', message: 'x', stack: error.stack, port: 7, detail: 'of ours', cause },
  });
  expect(of(new ConnectorError('unavailable', 'x'))).not.toHaveProperty('stack');
});

it('of a row that PostgreSQL did not take it says where, and nothing that is in it', () => {
  const fields = { code: '23514', table: 'contacts', constraint: 'contacts_check' };
  const error = ofPostgres('new row violates check constraint', {
    ...fields,
    detail: 'Failing row contains (1, 张三, 13912345678).',
    where: 'COPY contacts, line 1: "13912345678"',
    internalQuery: `INSERT INTO contacts VALUES ('13912345678')`,
  });
  expect(of(error)).toMatchObject({ message: 'new row violates check constraint', ...fields });
  expect(JSON.stringify(of(error))).not.toMatch(/张三|13912345678/);
});

it('of a value that is none of its type it says the type', () => {
  const error = ofPostgres('invalid input syntax for type integer: "139"12345678"', { code: '22P02' });
  expect(of(error)).toMatchObject({ message: 'invalid input syntax for type integer: "…"' });
  expect(JSON.stringify(of(error))).not.toContain('12345678');
});
