import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import { SessionsService } from '../keys/sessions.service.js';
import { PasswordWork } from './password-work.js';
import { PasswordsService } from './passwords.service.js';
import { UsersService } from './users.service.js';

/** Who signs in by a name. */
export const userProviders = [
  { provide: PasswordWork, useFactory: () => new PasswordWork() },
  {
    provide: PasswordsService,
    useFactory: (...parts: ConstructorParameters<typeof PasswordsService>) => new PasswordsService(...parts),
    inject: [Database, DatabaseClock, PasswordWork, SessionsService],
  },
  {
    provide: UsersService,
    useFactory: (...parts: ConstructorParameters<typeof UsersService>) => new UsersService(...parts),
    inject: [Database, DatabaseClock, SessionsService],
  },
];
