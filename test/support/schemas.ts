import { z } from 'zod';
import { checkFileSchema, translationFileSchema } from '../../src/modules/checks/definition/schema.ts';
import { topicsFileSchema } from '../../src/modules/topics/model.ts';

/** The published JSON Schemas by file name, made from the schemas that the program itself checks with. */
export function schemaFiles(): Record<string, string> {
  const sources = {
    'check.schema.json': checkFileSchema,
    'check-translation.schema.json': translationFileSchema,
    'topics.schema.json': topicsFileSchema,
  };
  return Object.fromEntries(
    Object.entries(sources).map(([name, schema]) => [name, `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`]),
  );
}
