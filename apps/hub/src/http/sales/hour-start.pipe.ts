import { Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { queryInstant } from '#admin-contract/wire.js';
import { HttpProblem } from '../problem/http-problem.js';

/** Where an hour begins, in an address. */
@Injectable()
export class HourStartPipe implements PipeTransform<string, Date> {
  transform(value: string): Date {
    const read = z.safeDecode(queryInstant, value);
    if (read.success) return read.data;
    throw new HttpProblem('invalid_fields', 'Some fields cannot be taken as given.', [
      { field: 'hourStart', message: read.error.issues[0]?.message ?? 'must be an instant' },
    ]);
  }
}
