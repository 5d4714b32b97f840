import { z } from 'zod';
import { readContent } from '#platform/content.ts';
import { fromRoot } from '#platform/root.ts';

/** The file content/opendata.yaml; published as a JSON Schema for editors. */
export const openDataSchema = z.strictObject({
  $schema: z.string().optional(),
  /** Whom GovData knows as the deliverer: it assigns the address. */
  contributorID: z.url().optional(),
  /** Since when the data are published. */
  issued: z.iso.date(),
  publisher: z.strictObject({ name: z.string().min(2), email: z.email() }),
  licence: z.strictObject({ uri: z.url(), name: z.string().min(2) }),
  themes: z.array(z.enum(['AGRI', 'ECON', 'EDUC', 'ENER', 'ENVI', 'GOVE', 'HEAL', 'INTR', 'JUST', 'REGI', 'SOCI', 'TECH', 'TRAN'])).min(1),
});
export type OpenDataConfig = z.output<typeof openDataSchema>;

/** What the open data say of themselves. @throws Error where the file is no such file */
export const loadOpenData = (): OpenDataConfig => readContent(fromRoot('content', 'opendata.yaml'), openDataSchema);
