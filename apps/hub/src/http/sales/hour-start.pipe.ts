import { Injectable, type PipeTransform } from '@nestjs/common';
import { z } from 'zod';
import { queryInstant } from '#admin-contract/wire.js';
import { issueFaults } from '../issue-faults.js';
import { fieldsToCorrect } from '../problem/http-problem.js';

/** Where an hour begins, in an address. */
@Injectable()
export class HourStartPipe implements PipeTransform<string, Date> {
  transform(value: string): Date {
    const read = z.safeDecode(queryInstant, value);
    if (read.success) return read.data;
    const faults = read.error.issues.slice(0, 1).flatMap((issue) => issueFaults(issue));
    throw fieldsToCorrect(faults.map((fault) => ({ ...fault, field: 'hourStart' })));
  }
}
