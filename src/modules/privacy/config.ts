import { z } from 'zod';
import { readContent } from '#platform/content.ts';
import { fromRoot } from '#platform/root.ts';

/** What can be carried out; each has its function in rules.ts. */
const RULES = [
  'assessments',
  'requests',
  'accounts',
  'sessions',
  'invitations',
  'notices',
  'mails',
  'drafts',
  'imports',
  'declarations',
  'cases',
  'enrolments',
  'evidence',
] as const;
export type RuleName = (typeof RULES)[number];

const retention = z.union([
  z.strictObject({ rule: z.enum(RULES), days: z.number().int().min(0).max(36_500), text: z.string().min(5) }),
  z.strictObject({ text: z.string().min(5) }),
]);

const processing = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  de: z.string().min(3),
  purpose: z.string().min(5),
  data: z.string().min(5),
  basis: z.string().min(5),
  recipients: z.string().min(3),
  retention,
});

/** The file content/privacy.yaml: all processing, and how long what is kept. Every rule has to be there once. */
export const privacySchema = z
  .strictObject({ $schema: z.string().optional(), processings: z.array(processing).min(1) })
  .superRefine((file, context) => {
    const used = file.processings.flatMap((each) => ('rule' in each.retention ? [each.retention.rule] : []));
    for (const rule of RULES)
      if (used.filter((each) => each === rule).length !== 1)
        context.addIssue({ code: 'custom', path: ['processings'], message: `the rule "${rule}" has to stand exactly once` });
  });

export type Processing = z.output<typeof processing>;

/** @throws ContentError naming the line */
export const loadProcessings = (file = fromRoot('content', 'privacy.yaml')): Processing[] => readContent(file, privacySchema).processings;
