import { z } from 'zod';
import { checkFileSchema, translationFileSchema } from '../../src/modules/checks/definition/schema.ts';
import { checksOpenApi } from '../../src/modules/checks/openapi.ts';
import { hsdsOpenApi } from '../../src/modules/hsds/openapi.ts';
import { awardFileSchema } from '../../src/modules/awards/model.ts';
import { parsedMinutesSchema } from '../../src/modules/governance/minutes/schema.ts';
import { matchingSchema } from '../../src/modules/matching/config.ts';
import { guideSchema } from '../../src/modules/mentor/model.ts';
import { charterSchema } from '../../src/modules/membership/charters.ts';
import { openDataSchema } from '../../src/modules/opendata/config.ts';
import { privacySchema } from '../../src/modules/privacy/config.ts';
import { factsFileSchema, programmeFileSchema } from '../../src/modules/programmes/model.ts';
import { curriculumSchema } from '../../src/modules/qualification/model.ts';
import { schemeSchema } from '../../src/modules/accreditation/model.ts';
import { casesSchemaOf } from '../../src/modules/cases/schema.ts';
import { processSchema } from '../../src/modules/programmes/process.ts';
import { networksSchema } from '../../src/modules/regions/config.ts';
import { searchWordsSchema } from '../../src/modules/search/words.ts';
import { topicsFileSchema } from '../../src/modules/topics/model.ts';

/** The published JSON Schemas by their path in the repository, made from the schemas that the program itself checks with. */
export function schemaFiles(): Record<string, string> {
  const sources = {
    'content/schemas/check.schema.json': checkFileSchema,
    'content/schemas/check-translation.schema.json': translationFileSchema,
    'content/schemas/topics.schema.json': topicsFileSchema,
    'content/schemas/charter.schema.json': charterSchema,
    'content/schemas/award.schema.json': awardFileSchema,
    'content/schemas/privacy.schema.json': privacySchema,
    'content/schemas/opendata.schema.json': openDataSchema,
    'content/schemas/matching.schema.json': matchingSchema,
    'content/schemas/mentor.schema.json': guideSchema,
    'content/schemas/networks.schema.json': networksSchema,
    'content/schemas/programme.schema.json': programmeFileSchema,
    'content/schemas/programme-facts.schema.json': factsFileSchema,
    'content/schemas/curriculum.schema.json': curriculumSchema,
    'content/schemas/accreditation.schema.json': schemeSchema,
    'content/schemas/cases.schema.json': casesSchemaOf(processSchema),
    'content/schemas/search.schema.json': searchWordsSchema,
    'docs/minutes.schema.json': parsedMinutesSchema,
  };
  const documents = {
    'docs/api/checks.openapi.json': `${JSON.stringify(checksOpenApi(), null, 2)}\n`,
    'docs/api/hsds.openapi.json': `${JSON.stringify(hsdsOpenApi(), null, 2)}\n`,
  };
  return {
    ...documents,
    ...Object.fromEntries(
      Object.entries(sources).map(([name, schema]) => [name, `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`]),
    ),
  };
}
