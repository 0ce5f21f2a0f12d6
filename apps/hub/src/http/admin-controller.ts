import { applyDecorators, Controller } from '@nestjs/common';
import { ApiDefaultResponse, ApiTags } from '@nestjs/swagger';
import { problem } from '#admin-contract/problem.js';

/** A resource of the admin REST: its address, its place in the documentation, and that errors are problems. */
export const AdminController = (path: string, tag: string) =>
  applyDecorators(
    Controller(`api/v1/${path}`),
    ApiTags(tag),
    ApiDefaultResponse({ standardSchema: problem, description: 'A problem document (RFC 9457).' }),
  );
