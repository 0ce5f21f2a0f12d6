import { applyDecorators, Controller } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiDefaultResponse, ApiTags } from '@nestjs/swagger';
import { problem } from '#admin-contract/problem.js';

/** That a route wants to know who asks: a key or a session, whichever comes. */
export const WantsActor = () => applyDecorators(ApiBearerAuth(), ApiCookieAuth('session'));

/** A resource of the admin REST: its address, its place in the documentation, and that errors are problems. */
export const AdminController = (path: string, tag: string) =>
  applyDecorators(OpenAdminController(path, tag), WantsActor());

/** The same of which some route is open to all: those that are not say {@link WantsActor}. */
export const OpenAdminController = (path: string, tag: string) =>
  applyDecorators(
    Controller(`api/v1/${path}`),
    ApiTags(tag),
    ApiDefaultResponse({ standardSchema: problem, description: 'A problem document (RFC 9457).' }),
  );
