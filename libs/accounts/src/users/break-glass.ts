import { randomBytes } from 'node:crypto';
import { audited } from '#audit/acts/audited.js';
import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { uuidV7 } from '#domain/ids.js';
import { refuseFaults } from '../account-errors.js';
import { endSessionsOf } from '../keys/sessions.store.js';
import { type MadeLink, newLink } from './new-link.js';
import { userFaults } from './new-user.js';
import { endLinksOf, insertLink } from './password-links.store.js';
import { writePassword } from './passwords.store.js';
import { idByName, insertUser, updateUser } from './users.store.js';

const ADMINISTERS = { role: 'admin', stores: null } as const;

export interface MadeAdministrator {
  readonly userId: string;
  /** A user of that name was there already. */
  readonly wasThere: boolean;
  readonly link: MadeLink;
}

/**
 * For whoever has the database, when nobody can sign in any more: makes the user of this name one who administers, whatever
 * it was before, and a link by which a new password is set. The password of before, links and sessions are over.
 * @throws InvalidFieldsError
 */
export function makeAdministrator(database: Database, name: string, now: Date): Promise<MadeAdministrator> {
  refuseFaults(userFaults({ name, ...ADMINISTERS }));
  return database.transaction(async (sql) => {
    const userId = uuidV7(now, randomBytes(10));
    const isNew = await insertUser(sql, { id: userId, name, ...ADMINISTERS, createdAt: now });
    const id = isNew ? userId : await administering(sql, name, now);
    const { made: link, row } = newLink(id, now);
    await insertLink(sql, row);
    await audited(sql, { subject: { kind: 'user', id }, after: { name, ...ADMINISTERS } });
    return { userId: id, wasThere: !isNew, link };
  });
}

async function administering(sql: Sql, name: string, now: Date): Promise<string> {
  const id = await idByName(sql, name);
  await updateUser(sql, { id, name, ...ADMINISTERS, disabledAt: null });
  await writePassword(sql, id, { hash: null, at: now });
  await endLinksOf(sql, id, now);
  await endSessionsOf(sql, { kind: 'user', id }, now);
  return id;
}
