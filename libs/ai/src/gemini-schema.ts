import type { JsonObject } from '@userport/contracts';
import { fitSchema, type SchemaDialect } from './schema-dialect';

/**
 * What `responseJsonSchema` reads, by the comment of the SDK's own types (GenerateContentConfig). Of `format` the API
 * has refused everything but dates and times for text ("only 'enum' and 'date-time' are supported").
 */
const GEMINI: SchemaDialect = {
  keywords: new Set([
    ...['$defs', '$ref', 'type', 'format', 'title', 'description', 'enum', 'items', 'prefixItems'],
    ...['minItems', 'maxItems', 'minimum', 'maximum', 'anyOf', 'oneOf', 'properties'],
    ...['additionalProperties', 'required', 'propertyOrdering'],
  ]),
  admits: {
    format: (name) => name === 'date-time' || name === 'date' || name === 'time',
    enum: (values) =>
      Array.isArray(values) &&
      values.every((value) => typeof value === 'string' || typeof value === 'number'),
  },
  refStandsAlone: true,
  closesObjects: false,
};

/** The schema as Gemini reads it; what it ignores stands in the descriptions, in words. */
export const geminiSchema = (schema: JsonObject): JsonObject => fitSchema(schema, GEMINI);
