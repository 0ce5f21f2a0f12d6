import { z } from 'zod';
import { access } from './api-key.js';
import { actor, sessionEnds } from './session.js';
import { instant } from './wire.js';

export const me = z
  .object({
    actor,
    ...access,
    session: sessionEnds.nullable().meta({ description: 'Null where a key asks by itself.' }),
    hub: z.object({
      version: z.string(),
      time: instant.meta({ description: 'By the database’s clock, which all hubs go by.' }),
      zone: z
        .string()
        .meta({ description: 'IANA: of what belongs to no store, such as the hours of daily work.' }),
    }),
  })
  .meta({ id: 'Me' });
