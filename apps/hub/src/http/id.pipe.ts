import { Injectable, type PipeTransform } from '@nestjs/common';
import { isUuid } from '#domain/ids.js';
import { refusal } from '#domain/refusal.js';
import { HttpProblem } from './problem/http-problem.js';

/** An id in an address: what is no id names nothing. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    const id = value.toLowerCase();
    if (isUuid(id)) return id;
    throw new HttpProblem('not_found', refusal('id_is_of_nothing'));
  }
}
