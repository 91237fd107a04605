import { Ajv, type Options } from 'ajv';
import formats from 'ajv-formats';
import type { FastifySchemaCompiler } from 'fastify';

/**
 * What comes as text (paths, queries, headers) is read as what the schema says. A JSON body says itself what its values are:
 * there 0 is not null and 5 is not "5".
 */
export function validation(): FastifySchemaCompiler<object> {
  const common: Options = { useDefaults: true, allErrors: false, strict: false };
  const texts = withFormats({ ...common, coerceTypes: true });
  const bodies = withFormats(common);
  return ({ schema, httpPart }) => (httpPart === 'body' ? bodies : texts).compile(schema);
}

function withFormats(options: Options): Ajv {
  const ajv = new Ajv(options);
  formats.default(ajv);
  return ajv;
}
