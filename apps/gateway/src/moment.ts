import { z } from 'zod';

/** `2026-05-04`, or with a time. */
const form = z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })]);

const OFFSET = /(?:Z|[+-]\d\d:?\d\d)$/;

const momentOf = (text: string): Date =>
  new Date(text.includes('T') && !OFFSET.test(text) ? `${text}Z` : text);

/** A moment in a query: an ISO 8601 date or time; what names no offset is UTC, as Python's isoformat writes it. */
export const moment = z
  .string()
  .refine((text) => form.safeParse(text).success, 'must be a date or time of ISO 8601')
  .transform(momentOf);
